namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>The conversion custom variables every demo account has.</summary>
internal static class CustomVariables
{
    /// <summary>True when the account has the variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isEnabled">True when it is in use.</param>
    public static bool IsKnown(string name, out bool isEnabled)
    {
        isEnabled = name == "lead_source";
        return isEnabled || name == "old_campaign";
    }
}
