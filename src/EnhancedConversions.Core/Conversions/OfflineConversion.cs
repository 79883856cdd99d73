using EnhancedConversions.Validation;

namespace EnhancedConversions.Conversions;

/// <summary>One sale, signed contract or other outcome that happened offline, as it was read: typed, not yet normalized or hashed.</summary>
public sealed record OfflineConversion
{
    /// <summary>E-mail address; null when the row has none.</summary>
    public Identifier? Email { get; init; }

    /// <summary>Phone number; null when the row has none.</summary>
    public Identifier? PhoneNumber { get; init; }

    /// <summary>Google click id (GCLID), case-sensitive; null when unknown.</summary>
    public string? GoogleClickId { get; init; }

    /// <summary>Google click id for iOS web-to-app clicks (GBRAID); null when unknown.</summary>
    public string? Gbraid { get; init; }

    /// <summary>Google click id for iOS app-to-web clicks (WBRAID); null when unknown.</summary>
    public string? Wbraid { get; init; }

    /// <summary>Microsoft click id (MSCLKID); null when unknown.</summary>
    public string? MicrosoftClickId { get; init; }

    /// <summary>Name of the conversion action (Google) or conversion goal (Microsoft); null when the cell is empty, which is an error finding.</summary>
    public string? ConversionName { get; init; }

    /// <summary>When it happened; null when missing or unreadable (see <see cref="Findings"/>).</summary>
    public ConversionTime? ConversionTime { get; init; }

    /// <summary>Value in units of <see cref="Currency"/>; null means the default of the action or goal applies.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217 code, upper case; null means the default of the action, goal or account applies.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether this person's data may be sent to Google for advertising (Google's <c>ad_user_data</c>).</summary>
    public Consent AdUserData { get; init; }

    /// <summary>Whether this person's data may be used for personalised ads (Google's <c>ad_personalization</c>).</summary>
    public Consent AdPersonalization { get; init; }

    /// <summary>The seller's own order id, unique per action; null lets a stable transaction id be made from the row.</summary>
    public string? OrderId { get; init; }

    /// <summary>Conversion custom variables (Google Ads), in the order they were given; empty when the row has none. They are not part of what makes two rows the same.</summary>
    public IReadOnlyList<CustomVariable> CustomVariables { get; init; } = [];

    /// <summary>The network this row was already normalized and hashed for (it came from a <see cref="HashedConversion"/>); null for rows read from a file or built by hand.</summary>
    public AdNetwork? HashedFor { get; init; }

    /// <summary>Where the row came from.</summary>
    public required RowSource Source { get; init; }

    /// <summary>What reading the cells already found wrong; the rules add to it at validation.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Name, time and masked identifiers.</summary>
    public override string ToString() => $"{ConversionName} {ConversionTime} {Email?.ToString() ?? PhoneNumber?.ToString()}".Trim();
}
