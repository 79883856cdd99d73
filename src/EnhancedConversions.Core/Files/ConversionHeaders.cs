using System.Collections.Frozen;
using System.Text;
using EnhancedConversions.Messages;

namespace EnhancedConversions.Files;

/// <summary>
/// The spellings of column headers: Adobe's, Google's and Microsoft's templates (mission D; contracts google D.1, microsoft 9.1),
/// the networks' field names, and the user's own by mapping. Letter case, blanks, underscores and punctuation do not matter.
/// </summary>
internal sealed class ConversionHeaders
{
    /// <summary>Header of the column in which a fix file says what is wrong with a row.</summary>
    public const string Reason = "Reason";

    /// <summary>Header of the column in which a fix file says where a row came from.</summary>
    public const string OriginalRow = "Original Row";

    private static readonly FrozenDictionary<ConversionField, string[]> s_spellings = new Dictionary<ConversionField, string[]>
    {
        [ConversionField.Email] = ["Email", "Email Address", "Hashed Email", "Hashed Email Address"],
        [ConversionField.PhoneNumber] = ["Phone Number", "Phone", "Telephone", "Telephone Number", "Hashed Phone", "Hashed Phone Number"],
        [ConversionField.ConversionName] = ["Conversion Name", "Conversion Action", "Conversion Action Name", "Conversion Goal", "Goal Name"],
        [ConversionField.ConversionTime] = ["Conversion Time", "Conversion Date Time", "Conversion Date"],
        [ConversionField.ConversionValue] = ["Conversion Value", "Value"],
        [ConversionField.ConversionCurrency] = ["Conversion Currency", "Conversion Currency Code", "Currency", "Currency Code"],
        [ConversionField.AdUserData] = ["Ad User Data", "Ad User Data Consent"],
        [ConversionField.AdPersonalization] = ["Ad Personalization", "Ad Personalisation", "Ad Personalization Consent"],
        [ConversionField.OrderId] = ["Order ID", "Transaction ID"],
        [ConversionField.GoogleClickId] = ["Google Click ID", "GCLID"],
        [ConversionField.Gbraid] = ["GBRAID"],
        [ConversionField.Wbraid] = ["WBRAID"],
        [ConversionField.MicrosoftClickId] = ["Microsoft Click ID", "MSCLKID"],
        [ConversionField.TimeZone] = ["Time Zone", "Conversion Time Zone"],
        [ConversionField.CustomVariable] = ["Custom Variable", "Custom Variables"],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ConversionField> s_known = s_spellings
        .SelectMany(field => field.Value.Select(spelling => KeyValuePair.Create(Fold(spelling), field.Key)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_fixColumns = FrozenSet.ToFrozenSet([Fold(Reason), Fold(OriginalRow)]);

    private readonly Dictionary<string, ConversionField> _mapped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _mappedVariables = new(StringComparer.Ordinal);

    /// <summary>The known spellings and a user's own.</summary>
    /// <param name="map">Field name to header; null or empty for none.</param>
    /// <exception cref="ConversionException">The map names a field that does not exist, or gives one header to two fields.</exception>
    public ConversionHeaders(IReadOnlyDictionary<string, string>? map)
    {
        foreach (var (name, header) in map ?? FrozenDictionary<string, string>.Empty)
        {
            var variable = CustomVariableHeader.NameIn(name);
            var field = ConversionField.CustomVariable;
            if (variable is null && !TryFindField(name, out field))
            {
                throw FileErrors.MapFieldUnknown(name, CustomVariableHeader.Nearest(name) ?? NearestField(name));
            }

            var folded = Fold(header);
            if (_mappedVariables.ContainsKey(folded) || _mapped.ContainsKey(folded))
            {
                throw FileErrors.MapHeaderRepeated(header);
            }

            if (variable is null)
            {
                _mapped.Add(folded, field);
            }
            else
            {
                _mappedVariables.Add(folded, variable);
            }

            Mapped.Add((field, variable, header));
        }
    }

    /// <summary>The user's own headers; the variable is null unless the header is that of a custom variable.</summary>
    public List<(ConversionField Field, string? Variable, string Header)> Mapped { get; } = [];

    /// <summary>The field's header in the networks' templates.</summary>
    public static string NameOf(ConversionField field) => s_spellings[field][0];

    /// <summary>The field of a header; the user's own mapping wins over the known spellings.</summary>
    public bool TryFind(string header, out ConversionField field, out bool isMapped)
    {
        var folded = Fold(header);
        isMapped = _mapped.TryGetValue(folded, out field);
        return isMapped || (!_mappedVariables.ContainsKey(folded) && s_known.TryGetValue(folded, out field));
    }

    /// <summary>The custom variable a header names, by the user's own mapping or by <see cref="CustomVariableHeader"/>; null when it names none.</summary>
    public string? FindVariable(string header)
    {
        var folded = Fold(header);
        return _mappedVariables.TryGetValue(folded, out var mapped) ? mapped
            : _mapped.ContainsKey(folded) ? null
            : CustomVariableHeader.NameIn(header);
    }

    /// <summary>True for the columns a fix file adds; no value is read from them.</summary>
    public static bool IsFixColumn(string header) => s_fixColumns.Contains(Fold(header));

    /// <summary>The field whose header a misspelled one was probably meant to be; null when none is near.</summary>
    public static ConversionField? Nearest(string header) =>
        NearestName.Find(header.Trim(), s_spellings.Where(s => s.Key != ConversionField.CustomVariable).SelectMany(s => s.Value)) is { } near ? s_known[Fold(near)] : null;

    private static bool TryFindField(string name, out ConversionField field) =>
        (Enum.TryParse(name, ignoreCase: true, out field) && Enum.IsDefined(field) && !char.IsAsciiDigit(name[0])) || s_known.TryGetValue(Fold(name), out field);

    private static string? NearestField(string name) => NearestName.Find(name, Enum.GetNames<ConversionField>());

    /// <summary>What of a header counts: its letters and digits, upper case.</summary>
    internal static string Fold(string header)
    {
        var folded = new StringBuilder(header.Length);
        foreach (var c in header)
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToUpperInvariant(c));
            }
        }

        // A header of signs only (№) stays what it is.
        return folded.Length == 0 ? header.Trim() : folded.ToString();
    }
}
