using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Identifiers;

/// <summary>Normalizes and hashes single values, read by the rules of a file's cells. Not safe for several threads at once.</summary>
public sealed class IdentifierConverter
{
    private static readonly RowSource s_nowhere = new(null, null, 1);

    private readonly ConversionRowReader _reader;
    private readonly AdNetwork _network;
    private readonly IdentifierKind _kind;

    /// <summary>Makes a converter.</summary>
    /// <param name="kind">What the values are.</param>
    /// <param name="network">The network whose normal form is used.</param>
    /// <param name="defaultCountry">ISO 3166 code of the country of phone numbers without country code; null refuses such numbers.</param>
    /// <exception cref="ConversionException">No country has that code.</exception>
    public IdentifierConverter(IdentifierKind kind, AdNetwork network, string? defaultCountry)
    {
        _reader = new ConversionRowReader(new ConversionFileOptions { DefaultCountry = defaultCountry });
        (_kind, _network) = (kind, network);
    }

    /// <summary>Hashes one value.</summary>
    /// <param name="value">Text, a number or an <see cref="Identifier"/>; a value that is a hash already is given back as it is.</param>
    public HashedIdentifier Convert(object? value)
    {
        var isEmail = _kind == IdentifierKind.Email;
        var row = _reader.Read([KeyValuePair.Create(isEmail ? nameof(ConversionField.Email) : nameof(ConversionField.PhoneNumber), value)], s_nowhere);
        if ((isEmail ? row.Email : row.PhoneNumber) is not { } identifier)
        {
            return Refused(row.Findings.Count > 0 ? row.Findings[0].Message : "The value is empty.");
        }

        return IdentifierHasher.Hash(identifier, _network, out var form) is { } hash
            ? new HashedIdentifier(_network, _kind, hash.ToString(), Problem: null)
            : Refused(Findings.Make(
                form.Status == NormalFormStatus.WithoutCountry ? FindingCode.PhoneWithoutCountry : isEmail ? FindingCode.EmailMalformed : FindingCode.PhoneMalformed,
                s_nowhere,
                column: null,
                form.Problem).Message);
    }

    /// <summary>The text that is hashed for a network: personal data, for a person who wants to see why hashes differ.</summary>
    /// <param name="identifier">The identifier; null gives null.</param>
    /// <param name="network">The network whose normal form is used.</param>
    /// <returns>Null when it is a hash already or has no normal form.</returns>
    public static string? Normalize(Identifier? identifier, AdNetwork network) =>
        identifier is null ? null : IdentifierHasher.Normalize(identifier, network);

    private HashedIdentifier Refused(string problem) => new(_network, _kind, Hash: null, problem);
}
