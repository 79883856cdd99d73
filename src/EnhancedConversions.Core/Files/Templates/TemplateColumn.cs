using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Times;
using NodaTime;

namespace EnhancedConversions.Files.Templates;

/// <summary>A column of a template and what a person who fills it in must know.</summary>
/// <param name="Field">The field.</param>
/// <param name="Need">Whether it must be filled in.</param>
/// <param name="Rule">What belongs in it; shown when a cell is selected, so at most 255 characters.</param>
internal sealed record TemplateColumn(ConversionField Field, string Need, string Rule)
{
    private const string OneOfThese = "one of e-mail, phone number and click id";

    private static readonly TemplateColumn[] s_common =
    [
        new(ConversionField.Email, OneOfThese, "The customer's e-mail address, plain or as SHA-256. Plain addresses are hashed before anything leaves this computer."),
        new(ConversionField.PhoneNumber, OneOfThese, "The customer's phone number with + and country code, for example +1 800 555 0100, plain or as SHA-256. Blanks and dashes do no harm."),
        new(ConversionField.ConversionName, "required", "Name of the conversion action or goal, exactly as in the account."),
        new(ConversionField.ConversionTime, "required", "When the sale happened: 2026-03-31 14:05:00. A zone may follow (+0200, Europe/Berlin); else the zone in cell A1 counts."),
        new(ConversionField.ConversionValue, "recommended", "What the sale is worth, with a decimal point and without currency sign: 1234.50. Empty: the default of the action or goal."),
        new(ConversionField.ConversionCurrency, "optional", "ISO 4217 code such as EUR. Empty: the default of the action, goal or account."),
    ];

    private static readonly TemplateColumn[] s_google =
    [
        new(ConversionField.AdUserData, "EEA and UK", "Granted: the customer agreed that the data may be sent to Google for advertising. Denied: did not agree. Empty: not specified."),
        new(ConversionField.AdPersonalization, "EEA and UK", "Granted: the customer agreed that the data may be used for personalised ads. Denied: did not agree. Empty: not specified."),
    ];

    private static readonly TemplateColumn[] s_googleOptional =
    [
        new(ConversionField.OrderId, "optional", "Your own number of the order, each only once. It must not tell who the customer is."),
        new(ConversionField.GoogleClickId, "optional", "GCLID of the click, unchanged; capital and small letters matter."),
        new(ConversionField.Gbraid, "optional", "GBRAID of the click (iOS), unchanged. Only one of GCLID, GBRAID and WBRAID in a row."),
        new(ConversionField.Wbraid, "optional", "WBRAID of the click (iOS), unchanged. Only one of GCLID, GBRAID and WBRAID in a row."),
    ];

    private static readonly TemplateColumn[] s_microsoftOptional =
    [
        new(ConversionField.MicrosoftClickId, "optional", "MSCLKID of the click, unchanged."),
        new(ConversionField.OrderId, "optional", "Your own number of the order, each only once; it keeps a sale from being sent twice and stays on this computer."),
    ];

    /// <summary>Name of the custom variable it is for; null for any other column.</summary>
    public string? Variable { get; private init; }

    /// <summary>The header.</summary>
    public string Name => Variable is null ? ConversionHeaders.NameOf(Field) : CustomVariableHeader.Of(Variable);

    /// <summary>The columns of a template: those of the service's own in its order (mission 31-38, 44), then the optional ones.</summary>
    public static IReadOnlyList<TemplateColumn> Of(ConversionTemplateOptions options) => (options.Network, options.IncludeOptional) switch
    {
        (AdNetwork.GoogleAds, false) => [.. s_common, .. s_google, .. options.CustomVariables.Select(OfVariable)],
        (AdNetwork.GoogleAds, true) => [.. s_common, .. s_google, .. s_googleOptional, .. options.CustomVariables.Select(OfVariable)],
        (_, false) => s_common,
        (_, true) => [.. s_common, .. s_microsoftOptional],
    };

    private static TemplateColumn OfVariable(string variable) =>
        new(ConversionField.CustomVariable, "optional", "What the custom variable of Google Ads is for this sale. It must not tell who the customer is. Empty: not given.") { Variable = variable };

    /// <summary>The parameters row's cell.</summary>
    public static string Parameters(ConversionTemplateOptions options) => $"{ParametersRow.Prefix}TimeZone={ZoneOf(options) ?? ParametersRow.Placeholder}";

    // Microsoft's rows have the zone as an offset (mission 29). A zone that changes its clock keeps its name: an offset would be wrong for half of the year.
    private static string? ZoneOf(ConversionTemplateOptions options)
    {
        if (options.Network != AdNetwork.MicrosoftAdvertising || TimeZoneNames.Find(options.TimeZone) is not { } zone)
        {
            return options.TimeZone;
        }

        var interval = zone.Rules.GetZoneInterval(Instant.FromUtc(2025, 1, 1, 0, 0));
        return interval.HasEnd ? zone.Id : interval.WallOffset.ToString("+HHmm", CultureInfo.InvariantCulture);
    }
}
