namespace EnhancedConversions.Conversions;

/// <summary>One conversion custom variable of a row: what the seller wants to see conversions by, such as a customer segment. Google Ads only; both parts travel in plain text.</summary>
/// <param name="Name">The variable's name in Google Ads, letter for letter (contract C.4: the name, not the tag of its snippet).</param>
/// <param name="Value">What the row says of it, as text; never blank. It must hold no personal data.</param>
public sealed record CustomVariable(string Name, string Value)
{
    /// <summary>The account's own name of the variable, which the Google Ads API takes in place of <see cref="Name"/>; null until it was looked up there.</summary>
    internal string? ResourceName { get; init; }

    /// <summary>The name alone, and not even that where it may be an e-mail address: a value may hold anything, so nothing shows it unasked.</summary>
    public override string ToString() => Name.Contains('@', StringComparison.Ordinal) ? "***" : Name;
}
