using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>A condition whose field and values are known to fit each other.</summary>
internal sealed class SearchCondition
{
    private readonly SearchField _field;
    private readonly GaqlCondition _condition;
    private readonly Regex? _pattern;

    /// <exception cref="GaqlException">The operator or a value does not fit the field.</exception>
    public SearchCondition(SearchField field, GaqlCondition condition)
    {
        _field = field;
        _condition = condition;
        if (field.Wire.Repeated)
        {
            throw new GaqlException("PROHIBITED_FIELD_IN_WHERE_CLAUSE", $"The following field is not filterable: '{field.Name}'.");
        }

        bool isOrdered = condition.Operator is "<" or ">" or "<=" or ">=" or "BETWEEN";
        bool isLike = condition.Operator.EndsWith("LIKE", StringComparison.Ordinal);
        if ((isOrdered && !IsNumeric && field.Wire.Kind != WireKind.Text) || (isLike && field.Wire.Kind != WireKind.Text))
        {
            throw new GaqlException("OPERATOR_FIELD_MISMATCH", $"The operator {condition.Operator} cannot be used with '{field.Name}'.");
        }

        foreach (GaqlToken value in condition.Values)
        {
            CheckValue(value);
        }

        if (isLike)
        {
            _pattern = new Regex("^" + Regex.Escape(condition.Values[0].Text).Replace("%", ".*", StringComparison.Ordinal).Replace('_', '.') + "$",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        }
    }

    private bool IsNumeric => _field.Wire.Kind is WireKind.Int32 or WireKind.Int64 or WireKind.Number;

    public bool Holds(SearchRow row)
    {
        JsonElement? value = row.Get(_field);
        return _condition.Operator switch
        {
            "IS NULL" => value is null,
            "IS NOT NULL" => value is not null,
            _ when value is null => _condition.Operator is "!=" or "NOT IN" or "NOT LIKE",
            "LIKE" => _pattern!.IsMatch(Text(value.Value)),
            "NOT LIKE" => !_pattern!.IsMatch(Text(value.Value)),
            "=" or "IN" => _condition.Values.Any(v => Compare(value.Value, v) == 0),
            "!=" or "NOT IN" => _condition.Values.All(v => Compare(value.Value, v) != 0),
            "<" => Compare(value.Value, _condition.Values[0]) < 0,
            "<=" => Compare(value.Value, _condition.Values[0]) <= 0,
            "BETWEEN" => Compare(value.Value, _condition.Values[0]) >= 0 && Compare(value.Value, _condition.Values[1]) <= 0,
            ">" => Compare(value.Value, _condition.Values[0]) > 0,
            _ => Compare(value.Value, _condition.Values[0]) >= 0,
        };
    }

    private int Compare(JsonElement value, GaqlToken operand) => IsNumeric
        ? Number(Text(value)).CompareTo(Number(operand.Text))
        : string.CompareOrdinal(Text(value), _field.Wire.Kind == WireKind.Bool ? operand.Text.ToLowerInvariant() : operand.Text);

    private void CheckValue(GaqlToken value)
    {
        bool fits = _field.Wire.Kind switch
        {
            WireKind.Enum => _field.Wire.Enum!.Values.Contains(value.Text),
            WireKind.Bool => value.Text.ToUpperInvariant() is "TRUE" or "FALSE",
            WireKind.Text => value.Kind == GaqlTokenKind.Quoted,
            _ => double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        };
        if (!fits)
        {
            throw new GaqlException(
                _field.Wire.Kind switch { WireKind.Enum => "BAD_ENUM_CONSTANT", WireKind.Text => "INVALID_STRING_VALUE", _ => "BAD_VALUE" },
                $"Invalid value for field '{_field.Name}' in the WHERE clause.");
        }
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
