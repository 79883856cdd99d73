namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>The conversion custom variables every account that owns conversions has.</summary>
internal static class CustomVariables
{
    public static IReadOnlyList<CustomVariable> All { get; } =
    [
        new(1, "lead_source", "lead_source", "ENABLED"),
        new(2, "old_campaign", "old_campaign", "PAUSED"),
        new(3, "segment", "customer_segment", "ENABLED") { Values = ["new", "returning"] },
        new(4, "region", "region", "ACTIVATION_NEEDED"),
    ];

    /// <summary>The variable of a name; null when there is none.</summary>
    public static CustomVariable? Find(string name) => All.FirstOrDefault(v => v.Name == name);

    /// <summary>True when a resource name is that of a variable in use in the account.</summary>
    public static bool IsEnabled(string resourceName, GoogleAccount account) => All.Any(v => v.IsEnabled && v.ResourceNameIn(account) == resourceName);
}
