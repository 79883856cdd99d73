using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Conversions;

/// <summary>What an <see cref="Identifier"/> identifies a person by.</summary>
public enum IdentifierKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    PhoneNumber,
}

/// <summary>
/// An e-mail address or phone number, raw as it was read or already a SHA-256 hash.
/// No property holds the value, so no view, log or serializer shows it; <see cref="Reveal"/> is the one, deliberate way to it.
/// </summary>
public sealed class Identifier : IEquatable<Identifier>
{
    private readonly string _value;

    private Identifier(IdentifierKind kind, string value, bool isHashed, PhoneCountry? country = null)
    {
        PhoneCountry = country;
        Kind = kind;
        _value = value;
        IsHashed = isHashed;
    }

    /// <summary>E-mail or phone number.</summary>
    public IdentifierKind Kind { get; }

    /// <summary>True when the value is a SHA-256 hash (64 lower-case hex digits); it is never hashed again.</summary>
    public bool IsHashed { get; }

    /// <summary>ISO 3166 code of the country a phone number without country code belongs to, as the user named it; null when nobody did, then such a number is refused.</summary>
    public string? Country => PhoneCountry?.Code;

    /// <summary>The rules of <see cref="Country"/>.</summary>
    internal PhoneCountry? PhoneCountry { get; }

    /// <summary>The same phone number with its country named; anything else, and a number whose country is named already, is given back as it is.</summary>
    /// <param name="country">ISO 3166 alpha-2 code; null names none.</param>
    /// <exception cref="ConversionException">No country has that code.</exception>
    public Identifier WithCountry(string? country) => country is null ? this : WithCountry(Identifiers.PhoneCountry.Find(country));

    internal Identifier WithCountry(PhoneCountry? country) =>
        country is null || Kind != IdentifierKind.PhoneNumber || IsHashed || PhoneCountry is not null ? this : new Identifier(Kind, _value, isHashed: false, country);

    /// <summary>An identifier from a cell: a value of 64 hex digits or 44 Base64 characters of 32 bytes is taken as a hash, anything else as raw.</summary>
    /// <param name="kind">E-mail or phone number.</param>
    /// <param name="value">The cell's text; surrounding white space is dropped.</param>
    /// <returns>Null when the text is null or blank.</returns>
    public static Identifier? FromText(IdentifierKind kind, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var text = value.Trim();
        return TryReadHash(text, out var hash) ? new Identifier(kind, hash, isHashed: true) : new Identifier(kind, text, isHashed: false);
    }

    /// <summary>The value itself: personal data. Call it only where the value is normalized, hashed or written to a file the user asked for.</summary>
    public string Reveal() => _value;

    /// <summary>A form safe to show: <c>j***@example.com</c>, <c>+46*****67</c>, or <c>(hashed)</c>.</summary>
    public override string ToString() => IsHashed ? "(hashed)" : Kind == IdentifierKind.Email ? MaskEmail(_value) : MaskPhone(_value);

    /// <inheritdoc/>
    public bool Equals(Identifier? other) =>
        other is not null && other.Kind == Kind && other.IsHashed == IsHashed && other.Country == Country && string.Equals(other._value, _value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Identifier);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, IsHashed, _value);

    private static bool TryReadHash(string text, out string hash)
    {
        hash = "";
        if (text.Length == 64)
        {
            foreach (var c in text)
            {
                if (!char.IsAsciiHexDigit(c))
                {
                    return false;
                }
            }

            hash = text.ToLowerInvariant();
            return true;
        }

        Span<byte> bytes = stackalloc byte[33];
        if (text.Length == 44 && text[^1] == '=' && Convert.TryFromBase64String(text, bytes, out var written) && written == 32)
        {
            hash = Convert.ToHexString(bytes[..32]).ToLowerInvariant();
            return true;
        }

        return false;
    }

    private static string MaskEmail(string value)
    {
        var at = value.LastIndexOf('@');

        // Without one clear "@" the text may be anything, a phone number or a name: show none of it.
        return at > 0 && value.IndexOf('@', StringComparison.Ordinal) == at ? $"{value[0]}***{value[at..]}" : "***";
    }

    private static string MaskPhone(string value)
    {
        var digits = value.Count(char.IsAsciiDigit);
        return digits >= 8 && value[0] == '+' && char.IsAsciiDigit(value[1]) && char.IsAsciiDigit(value[^1]) && char.IsAsciiDigit(value[^2])
            ? $"{value[..3]}*****{value[^2..]}"
            : "***";
    }
}
