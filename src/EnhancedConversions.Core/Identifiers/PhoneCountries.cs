namespace EnhancedConversions.Identifiers;

/// <summary>The countries whose phone numbers can be read without country code.</summary>
public static class PhoneCountries
{
    /// <summary>Their ISO 3166 alpha-2 codes, in order.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. PhoneCountry.Codes];
}
