using EnhancedConversions.Sandbox.Wire;
using static EnhancedConversions.Sandbox.Wire.WireField;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>Requests of Customer Management (contract 5).</summary>
internal static class CustomerManagementMessages
{
    public static WireMessage GetUser { get; } = new("GetUserRequest", Int64("UserId"));

    public static WireMessage SearchAccounts { get; } = new("SearchAccountsRequest",
        Many("Predicates", new WireMessage("Predicate", Text("Field"), Of("Operator", new WireEnum("PredicateOperator",
            ["Equals", "NotEquals", "Contains", "In", "GreaterThanEquals", "LessThanEquals", "StartsWith", "NotContains"])), Text("Value"))),
        Many("Ordering", new WireMessage("OrderBy", Text("Field"), Text("Order"))),
        Of("PageInfo", new WireMessage("Paging", Int32("Index"), Int32("Size"))),
        Text("ReturnAdditionalFields"));
}
