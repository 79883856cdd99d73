namespace EnhancedConversions.Conversions;

/// <summary>Whose conversions a Microsoft goal counts. It is fixed when the goal is made.</summary>
public enum ConversionGoalScope
{
    /// <summary>Those of one account.</summary>
    Account,

    /// <summary>Those of all accounts of the customer.</summary>
    Customer,
}
