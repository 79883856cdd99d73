namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>The conversion custom variables every demo account has, by name and number.</summary>
internal static class CustomVariables
{
    /// <summary>True when the account has a variable of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isEnabled">True when it is in use.</param>
    public static bool IsKnown(string name, out bool isEnabled)
    {
        isEnabled = name == "lead_source";
        return isEnabled || name == "old_campaign";
    }

    /// <summary>True when the resource name is that of the variable in use, whose number is 1; that of <c>old_campaign</c> is 2.</summary>
    public static bool IsEnabled(string resourceName) => resourceName.EndsWith("/conversionCustomVariables/1", StringComparison.Ordinal);
}
