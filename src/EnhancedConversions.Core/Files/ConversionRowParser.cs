using System.Buffers;
using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;
using EnhancedConversions.Messages;
using EnhancedConversions.Times;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Files;

/// <summary>Gives the cells of a row their meaning. One parser serves one file or one stream of objects; it is not safe for several threads.</summary>
internal sealed class ConversionRowParser
{
    // Excel keeps 15 digits of a number.
    private const decimal FirstInexactInteger = 1_000_000_000_000_000m;
    private const int ShortestHashLookalike = 32;

    private static readonly SearchValues<char> s_mantissa = SearchValues.Create("0123456789.,");

    private readonly CultureInfo? _culture;
    private readonly NumberSigns _numbers;
    private readonly DateOrder _dates;
    private readonly NamedTimeZone? _defaultZone;
    private readonly PhoneCountry? _country;
    private NamedTimeZone? _lastZone;
    private string _lastZoneText = "";
    private string _lastZoneHint = "";

    /// <summary>Makes a parser.</summary>
    /// <param name="options">The caller's choices.</param>
    /// <param name="fileZone">Zone of the parameters row; null when there is none.</param>
    /// <exception cref="ConversionException">The zone, the country or the culture of the options is not known.</exception>
    public ConversionRowParser(ConversionFileOptions options, NamedTimeZone? fileZone)
    {
        _culture = options.Culture is null ? null : CultureNames.Known(options.Culture);
        _numbers = options.Culture is null ? NumberSigns.DecimalPoint : NumberSigns.Of(options.Culture);
        _dates = options.Culture is null ? DateOrder.MonthFirst : OrderOf(options.Culture.DateTimeFormat.ShortDatePattern);
        _country = options.DefaultCountry is null ? null : PhoneCountry.Find(options.DefaultCountry);
        _defaultZone = fileZone ?? (options.TimeZone is null ? null : TimeZoneNames.Find(options.TimeZone) ?? throw TimeErrors.ZoneUnknown(options.TimeZone));
    }

    /// <summary>Reads one row.</summary>
    public OfflineConversion Parse(ReadOnlySpan<Cell> cells, HeaderMap header, RowSource source)
    {
        var row = new Row(cells, header, source);
        return new OfflineConversion
        {
            Email = ReadIdentifier(ref row, ConversionField.Email, IdentifierKind.Email, FindingCode.EmailHashMalformed),
            PhoneNumber = ReadIdentifier(ref row, ConversionField.PhoneNumber, IdentifierKind.PhoneNumber, FindingCode.PhoneHashMalformed)?.WithCountry(_country),
            GoogleClickId = row.Text(ConversionField.GoogleClickId),
            Gbraid = row.Text(ConversionField.Gbraid),
            Wbraid = row.Text(ConversionField.Wbraid),
            MicrosoftClickId = row.Text(ConversionField.MicrosoftClickId),
            ConversionName = row.Text(ConversionField.ConversionName),
            ConversionTime = ReadTime(ref row),
            Value = ReadValue(ref row),
            Currency = row.Text(ConversionField.ConversionCurrency)?.ToUpperInvariant(),
            AdUserData = ReadConsent(ref row, ConversionField.AdUserData),
            AdPersonalization = ReadConsent(ref row, ConversionField.AdPersonalization),
            OrderId = row.Text(ConversionField.OrderId),
            CustomVariables = header.Variables.Count > 0 || header.Has(ConversionField.CustomVariable) ? ReadCustomVariables(ref row, header) : [],
            Source = source,
            Findings = row.TakeFindings() ?? (IReadOnlyList<Finding>)[],
        };
    }

    private static DateOrder OrderOf(string pattern) =>
        pattern.IndexOf('d', StringComparison.Ordinal) < pattern.IndexOf('M', StringComparison.Ordinal) ? DateOrder.DayFirst : DateOrder.MonthFirst;

    private static Identifier? ReadIdentifier(ref Row row, ConversionField field, IdentifierKind kind, FindingCode hashMalformed)
    {
        var cell = row[field];
        switch (cell.Kind)
        {
            case CellKind.Empty:
                return null;
            case CellKind.Model when cell.Content is Identifier identifier && identifier.Kind == kind:
                return identifier;
            case CellKind.Number when kind == IdentifierKind.PhoneNumber && cell.Number >= FirstInexactInteger:
                row.Add(FindingCode.PhoneLostDigits, field);
                return null;
        }

        var text = CellText.Unwrap(cell.ToText());
        if (kind == IdentifierKind.PhoneNumber && IsScientific(text))
        {
            row.Add(FindingCode.PhoneLostDigits, field);
            return null;
        }

        var read = Identifier.FromText(kind, text);
        if (read is { IsHashed: false } && LooksLikeHash(text))
        {
            row.Add(hashMalformed, field, $"it has {text.Length} characters");
            return null;
        }

        return read;
    }

    // 4.67E+10 or 4,67E+10: what a spreadsheet writes for a long number in a narrow or general cell.
    private static bool IsScientific(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('E', 'e');
        if (e <= 0 || !char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        var mantissa = text[..e];
        var exponent = text[(e + 1)..].TrimStart("+-");
        return mantissa.IndexOfAnyExcept(s_mantissa) < 0 && exponent.Length is 1 or 2 && exponent.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool LooksLikeHash(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestHashLookalike)
        {
            return false;
        }

        var letters = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '='))
            {
                return false;
            }

            letters += char.IsAsciiLetter(c) ? 1 : 0;
        }

        return letters > 0;
    }

    private decimal? ReadValue(ref Row row)
    {
        const ConversionField Field = ConversionField.ConversionValue;
        var cell = row[Field];
        if (cell.Kind == CellKind.Number)
        {
            return cell.Number;
        }

        if (cell.IsBlank)
        {
            return null;
        }

        var text = cell.ToText();
        if (cell.Kind == CellKind.Text && _numbers.TryRead(text, out var number))
        {
            if (_numbers.IsAmbiguous(text))
            {
                row.Add(FindingCode.ValueAmbiguous, Field);
            }

            return number;
        }

        row.Add(FindingCode.ValueUnreadable, Field, _numbers.DecimalSignName, $"1234{_numbers.DecimalSign}50", UnreadableCell.ValueHint(text, _numbers));
        return null;
    }

    private static Consent ReadConsent(ref Row row, ConversionField field)
    {
        var cell = row[field];
        if (cell.IsBlank)
        {
            return Consent.Unspecified;
        }

        // The words of the templates, and those of Google's APIs for people who export what they once sent.
        var text = cell.ToText();
        if (Is("GRANTED") || Is("CONSENT_GRANTED"))
        {
            return Consent.Granted;
        }

        if (Is("DENIED") || Is("CONSENT_DENIED"))
        {
            return Consent.Denied;
        }

        if (!Is("UNSPECIFIED") && !Is("CONSENT_STATUS_UNSPECIFIED"))
        {
            row.Add(FindingCode.ConsentUnreadable, field, QuotedText.Of(text));
        }

        return Consent.Unspecified;

        bool Is(string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    private static CustomVariable[] ReadCustomVariables(ref Row row, HeaderMap header)
    {
        List<CustomVariable>? read = null;
        for (var i = 0; i < header.Variables.Count; i++)
        {
            var (column, name) = header.Variables[i];
            ReadCustomVariable(ref row, name, row.At(column), ref read);
        }

        var cell = row[ConversionField.CustomVariable];
        switch (cell.Content)
        {
            case IEnumerable<CustomVariable> variables:
                (read ??= []).AddRange(variables);
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                foreach (var (name, value) in pairs)
                {
                    ReadCustomVariable(ref row, CellText.Clean(name), Cell.OfObject(value), ref read);
                }

                break;
            default:
                if (!cell.IsBlank)
                {
                    row.Add(FindingCode.CustomVariableUnreadable, ConversionField.CustomVariable, "nothing says which variable the cell is of");
                }

                break;
        }

        return read is null ? [] : [.. read];
    }

    private static void ReadCustomVariable(ref Row row, string name, Cell cell, ref List<CustomVariable>? read)
    {
        if (cell.IsBlank)
        {
            return;
        }

        var problem = name.Length == 0 ? "one has no name"
            : cell.Kind == CellKind.Model && cell.Content is not ConversionTime ? "the value is not text, a number or a date"
            : null;
        if (problem is null)
        {
            (read ??= []).Add(new CustomVariable(name, cell.ToText()));
        }
        else
        {
            row.Add(Findings.Make(FindingCode.CustomVariableUnreadable, row.Source, name.Length == 0 ? null : CustomVariableHeader.Of(QuotedText.Of(name)), problem));
        }
    }

    private ConversionTime? ReadTime(ref Row row)
    {
        const ConversionField Field = ConversionField.ConversionTime;
        var cell = row[Field];
        if (cell.Kind == CellKind.Model && cell.Content is ConversionTime { Instant: not null } known)
        {
            return known;
        }

        if (cell.IsBlank)
        {
            return null;
        }

        ConversionTime time;
        ReadOnlySpan<char> zoneText = default;
        if (cell.Kind == CellKind.Date)
        {
            time = ConversionTime.WithoutZone(cell.Date);
        }
        else if (cell.Kind == CellKind.Model && cell.Content is ConversionTime local)
        {
            time = local;
        }
        else
        {
            var text = cell.ToText();
            if (!ConversionTimeReader.TryRead(text, _dates, out var clock, out zoneText))
            {
                row.Add(FindingCode.TimeUnreadable, Field, QuotedText.Of(text), UnreadableCell.TimeProblem(text), UnreadableCell.TimeHint(text, _culture));
                return null;
            }

            time = ConversionTime.WithoutZone(clock, text);
        }

        return Locate(ref row, time, zoneText);
    }

    // Precedence: zone in the time, the row's own column, parameters row, option; else the account decides later.
    private ConversionTime? Locate(ref Row row, ConversionTime time, ReadOnlySpan<char> zoneText)
    {
        var zone = _defaultZone;
        var field = ConversionField.ConversionTime;
        var name = zoneText;
        if (name.IsEmpty && row.Text(ConversionField.TimeZone) is { } ownColumn)
        {
            name = ownColumn;
            field = ConversionField.TimeZone;
        }

        if (!name.IsEmpty)
        {
            zone = FindZone(name);
            if (zone is null)
            {
                row.Add(FindingCode.TimeZoneUnknown, field, QuotedText.Of(_lastZoneText), _lastZoneHint);
                return null;
            }
        }

        if (zone is null)
        {
            return time;
        }

        var resolved = ConversionTimes.Resolve(time, zone, row.Source, row.NameOf(ConversionField.ConversionTime), out var finding);
        if (finding is not null)
        {
            row.Add(finding);
        }

        return resolved;
    }

    // Rows of one file mostly name the same zone, and the search for a similar name is long.
    private NamedTimeZone? FindZone(ReadOnlySpan<char> text)
    {
        if (!text.SequenceEqual(_lastZoneText))
        {
            _lastZoneText = text.ToString();
            _lastZone = TimeZoneNames.Find(_lastZoneText);
            _lastZoneHint = _lastZone is null ? TimeZoneNames.Hint(_lastZoneText) : "";
        }

        return _lastZone;
    }

    private ref struct Row(ReadOnlySpan<Cell> cells, HeaderMap header, RowSource source)
    {
        private readonly ReadOnlySpan<Cell> _cells = cells;
        private List<Finding>? _findings;

        public readonly RowSource Source => source;

        public readonly Cell this[ConversionField field] => At(header.ColumnOf(field));

        public readonly Cell At(int column) => column >= 0 && column < _cells.Length ? _cells[column] : default;

        public readonly string NameOf(ConversionField field) => header.NameOf(field);

        public readonly string? Text(ConversionField field)
        {
            var text = this[field].ToText();
            return text.Length == 0 ? null : text;
        }

        public void Add(FindingCode code, ConversionField field, params object?[] arguments) =>
            Add(Findings.Make(code, source, header.NameOf(field), arguments));

        public void Add(Finding finding) => (_findings ??= []).Add(finding);

        public List<Finding>? TakeFindings()
        {
            for (var i = 0; i < _cells.Length; i++)
            {
                if (!header.IsNamed(i) && !_cells[i].IsBlank)
                {
                    Add(Findings.Make(FindingCode.CellWithoutColumn, source, null));
                    break;
                }
            }

            return _findings;
        }
    }
}
