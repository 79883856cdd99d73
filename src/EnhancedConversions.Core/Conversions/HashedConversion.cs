using System.Globalization;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Conversions;

/// <summary>
/// A conversion normalized and hashed for one network. It cannot be sent to the other one:
/// the networks normalize differently, so one address can need two hashes.
/// </summary>
public sealed record HashedConversion
{
    /// <summary>The network whose rules were used.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>SHA-256 of the normalized e-mail address, 64 lower-case hex digits; null when the row has none. Personal data: not shown in views.</summary>
    public string? HashedEmail
    {
        get => EmailHash?.ToString();
        init => EmailHash = value is null ? null : Sha256Hash.Parse(value);
    }

    /// <summary>SHA-256 of the normalized phone number, 64 lower-case hex digits; null when the row has none. Personal data: not shown in views.</summary>
    public string? HashedPhoneNumber
    {
        get => PhoneHash?.ToString();
        init => PhoneHash = value is null ? null : Sha256Hash.Parse(value);
    }

    /// <inheritdoc cref="OfflineConversion.GoogleClickId"/>
    public string? GoogleClickId { get; init; }

    /// <inheritdoc cref="OfflineConversion.Gbraid"/>
    public string? Gbraid { get; init; }

    /// <inheritdoc cref="OfflineConversion.Wbraid"/>
    public string? Wbraid { get; init; }

    /// <inheritdoc cref="OfflineConversion.MicrosoftClickId"/>
    public string? MicrosoftClickId { get; init; }

    /// <summary>Name of the conversion action or goal.</summary>
    public required string ConversionName { get; init; }

    /// <summary>When it happened, with the offset it was written in.</summary>
    public required DateTimeOffset ConversionTime { get; init; }

    /// <inheritdoc cref="OfflineConversion.Value"/>
    public decimal? Value { get; init; }

    /// <inheritdoc cref="OfflineConversion.Currency"/>
    public string? Currency { get; init; }

    /// <inheritdoc cref="OfflineConversion.AdUserData"/>
    public Consent AdUserData { get; init; }

    /// <inheritdoc cref="OfflineConversion.AdPersonalization"/>
    public Consent AdPersonalization { get; init; }

    /// <inheritdoc cref="OfflineConversion.OrderId"/>
    public string? OrderId { get; init; }

    /// <inheritdoc cref="OfflineConversion.CustomVariables"/>
    public IReadOnlyList<CustomVariable> CustomVariables { get; init; } = [];

    /// <summary>Where the row came from.</summary>
    public required RowSource Source { get; init; }

    /// <summary><see cref="HashedEmail"/> as its bytes.</summary>
    internal Sha256Hash? EmailHash { get; init; }

    /// <summary><see cref="HashedPhoneNumber"/> as its bytes.</summary>
    internal Sha256Hash? PhoneHash { get; init; }

    /// <summary>The same row as input for validation and upload; it stays bound to <see cref="Network"/> and is never hashed again.</summary>
    public OfflineConversion ToOfflineConversion() => new()
    {
        Email = Identifier.FromText(IdentifierKind.Email, HashedEmail),
        PhoneNumber = Identifier.FromText(IdentifierKind.PhoneNumber, HashedPhoneNumber),
        GoogleClickId = GoogleClickId,
        Gbraid = Gbraid,
        Wbraid = Wbraid,
        MicrosoftClickId = MicrosoftClickId,
        ConversionName = ConversionName,
        ConversionTime = Conversions.ConversionTime.At(ConversionTime),
        Value = Value,
        Currency = Currency,
        AdUserData = AdUserData,
        AdPersonalization = AdPersonalization,
        OrderId = OrderId,
        CustomVariables = CustomVariables,
        HashedFor = Network,
        Source = Source,
    };

    /// <summary>Network, name and time; no identifier, hashed or not.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network} {ConversionName} {ConversionTime:yyyy-MM-dd'T'HH:mm:sszzz}");
}
