namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>A conversion custom variable of the demo world.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, which Data Manager takes.</param>
/// <param name="Tag">What event snippets call it.</param>
/// <param name="Status">Whether it is in use.</param>
internal sealed record CustomVariable(long Id, string Name, string Tag, string Status)
{
    /// <summary>The values its owner defined; null takes any.</summary>
    public string[]? Values { get; init; }

    public bool IsEnabled => Status == "ENABLED";

    /// <summary>Its name in an account of this world, which the Google Ads API takes.</summary>
    public string ResourceNameIn(GoogleAccount account) => FormattableString.Invariant($"customers/{account.ConversionCustomerId}/conversionCustomVariables/{Id}");
}
