using EnhancedConversions.Messages;

namespace EnhancedConversions.Files;

/// <summary>
/// Headers of custom variables: <c>Custom Variable: segment</c>, <c>CustomVariable.segment</c>. Before the sign letter case, blanks and underscores do not matter;
/// behind it stands the variable's name in Google Ads, letter for letter.
/// </summary>
internal static class CustomVariableHeader
{
    private const string Prefix = "Custom Variable";
    private const string Word = "variable";

    private static readonly char[] s_signs = [':', '.'];

    /// <summary>The header of a variable's column as templates and findings write it.</summary>
    /// <param name="variable">The variable's name.</param>
    public static string Of(string variable) => $"{Prefix}: {variable}";

    /// <summary>The variable a header names; null when it is no such header, or names none.</summary>
    public static string? NameIn(string header)
    {
        var sign = header.IndexOfAny(s_signs);
        if (sign < Prefix.Length - 1 || ConversionHeaders.Fold(header[..sign]) is not ("CUSTOMVARIABLE" or "CUSTOMVARIABLES"))
        {
            return null;
        }

        var name = CellText.Clean(header[(sign + 1)..]);
        return name.Length == 0 ? null : name;
    }

    /// <summary>What a header was probably meant to be when it is near to one of these: a slip before the sign, or no sign; null when it is not.</summary>
    public static string? Nearest(string header)
    {
        var sign = header.IndexOfAny(s_signs);
        var name = "";
        if (sign > 0 && NearestName.Find(header[..sign], [Prefix]) is not null)
        {
            name = header[(sign + 1)..];
        }
        else if (sign < 0 && ConversionHeaders.Fold(header).StartsWith("CUSTOMVARIABLE", StringComparison.Ordinal))
        {
            name = header[(header.IndexOf(Word, StringComparison.OrdinalIgnoreCase) + Word.Length)..];
        }

        name = name.Trim(' ', '-', '_', '=', '/', '(', ')', '[', ']');
        return name.Length == 0 ? null : Of(name);
    }
}
