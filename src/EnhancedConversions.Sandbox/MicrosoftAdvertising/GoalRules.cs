using System.Text.Json;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>What an offline conversion goal must be like (contract 3.2, 4.1, 4.2).</summary>
internal static class GoalRules
{
    private static readonly string[] s_categories =
    [
        "AddToCart", "BeginCheckout", "BookAppointment", "Contact", "GetDirections", "Other", "OutboundClick", "PageView", "Purchase", "RequestQuote", "Signup",
        "SubmitLeadForm", "Subscribe",
    ];

    /// <summary>Checks a goal to be made.</summary>
    public static IEnumerable<MicrosoftError> CheckNew(JsonElement goal, GoalContext context)
    {
        if (goal.TryGet("Id"u8, out _))
        {
            yield return MicrosoftErrors.GoalIdGiven;
        }

        if (string.IsNullOrWhiteSpace(goal.Text("Name"u8)))
        {
            yield return MicrosoftErrors.GoalNameMissing;
        }

        // No code is published for a missing category; the reference only says it is an error.
        if (goal.Text("GoalCategory"u8) is null)
        {
            yield return MicrosoftErrors.InputNotValid with { Field = "GoalCategory" };
        }

        foreach (MicrosoftError error in CheckFields(goal, context))
        {
            yield return error;
        }
    }

    /// <summary>Checks a change; absent fields stay as they are.</summary>
    public static IEnumerable<MicrosoftError> CheckChange(JsonElement goal, StoredGoal stored, GoalContext context)
    {
        if (goal.Text("Type"u8) is string type && type != stored.Type)
        {
            yield return MicrosoftErrors.GoalTypeFixed;
        }

        if (goal.Text("Scope"u8) is string scope && scope != (string?)stored.Fields["Scope"])
        {
            yield return MicrosoftErrors.InputNotValid with { Field = "Scope" };
        }

        foreach (MicrosoftError error in CheckFields(goal, context))
        {
            yield return error;
        }
    }

    private static IEnumerable<MicrosoftError> CheckFields(JsonElement goal, GoalContext context)
    {
        if (goal.Text("Name"u8) is string name)
        {
            if (name.Length > MicrosoftLimits.LongestGoalName)
            {
                yield return MicrosoftErrors.GoalNameInvalid;
            }
            else if (context.NamesInRequest.Contains(name))
            {
                yield return MicrosoftErrors.GoalNameTwice;
            }
            else if (context.TakenNames.Contains(name))
            {
                yield return MicrosoftErrors.GoalNameTaken;
            }
        }

        if (goal.Text("GoalCategory"u8) is string category && !s_categories.Contains(category))
        {
            yield return MicrosoftErrors.InputNotValid with { Field = "GoalCategory" };
        }

        if (goal.TryGet("ConversionWindowInMinutes"u8, out JsonElement window) && window.GetInt32() is < 1 or > MicrosoftLimits.LongestWindowMinutes)
        {
            yield return MicrosoftErrors.WindowInvalid;
        }

        if (goal.Text("Status"u8) is "Deleted")
        {
            yield return MicrosoftErrors.GoalStatusInvalid;
        }

        if (goal.Flag("ExcludeFromBidding"u8) && !context.Account.MayExcludeFromBidding)
        {
            yield return MicrosoftErrors.PilotMissing;
        }

        // The first enhanced goal of an account must be made on Microsoft's own page (contract 3.2).
        if (goal.Flag("IsEnhancedConversionsEnabled"u8) && !context.HasEnhancedGoal)
        {
            yield return MicrosoftErrors.NotEligible with { Field = "IsEnhancedConversionsEnabled" };
        }

        foreach (string field in (string[])["TagId", "TrackingStatus", "ViewThroughConversionWindowInMinutes", "AttributionModelType", "IsAutoGoal"])
        {
            if (goal.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                yield return MicrosoftErrors.InputNotValid with { Field = field };
            }
        }

        if (goal.TryGet("Revenue"u8, out JsonElement revenue))
        {
            foreach (MicrosoftError error in CheckRevenue(revenue, goal.Text("Scope"u8) == "Customer"))
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<MicrosoftError> CheckRevenue(JsonElement revenue, bool isCustomerScope)
    {
        string? type = revenue.Text("Type"u8);
        bool hasValue = revenue.TryGet("Value"u8, out JsonElement value);
        if (type is null)
        {
            yield return MicrosoftErrors.RevenueTypeInvalid;
        }
        else if ((type == "FixedValue" && !hasValue) || (type == "NoValue" && hasValue) || (hasValue && value.GetDouble() is < 0 or > MicrosoftLimits.LargestValue))
        {
            yield return MicrosoftErrors.RevenueValueInvalid;
        }

        if (revenue.Text("CurrencyCode"u8) is string currency)
        {
            if (!GoalCurrencies.Contains(currency))
            {
                yield return MicrosoftErrors.GoalCurrencyInvalid;
            }
        }
        else if (isCustomerScope && type is "FixedValue" or "VariableValue")
        {
            yield return MicrosoftErrors.GoalCurrencyMissing;
        }
    }
}

/// <summary>What a goal is checked against.</summary>
/// <param name="Account">The account.</param>
/// <param name="TakenNames">Names of the customer's other goals.</param>
/// <param name="NamesInRequest">Names given earlier in the same request.</param>
/// <param name="HasEnhancedGoal">True when the account has a goal with enhanced conversions on.</param>
internal sealed record GoalContext(MicrosoftAccount Account, IReadOnlySet<string> TakenNames, IReadOnlySet<string> NamesInRequest, bool HasEnhancedGoal);
