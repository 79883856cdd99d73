namespace EnhancedConversions.Identifiers;

/// <summary>The errors of a caller's choices about identifiers.</summary>
internal static class IdentifierErrors
{
    public static ConversionException CountryUnknown(string code) => new(
        "CountryUnknown",
        ErrorKind.InvalidInput,
        $"'{code}' is not the code of a country with phone numbers of its own.",
        "Use the two letters of ISO 3166, for example DE, GB (not UK) or US.");
}
