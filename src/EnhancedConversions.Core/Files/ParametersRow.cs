namespace EnhancedConversions.Files;

/// <summary>
/// The row <c>Parameters:TimeZone=Europe/Berlin</c> above the header (contract google D.1): several parameters with <c>;</c> between them,
/// sometimes a <c>;</c> or empty cells behind them.
/// </summary>
internal static class ParametersRow
{
    /// <summary>What the service's own template has where the zone belongs (mission 27).</summary>
    public const string Placeholder = "insert_timezone";

    /// <summary>What the row begins with.</summary>
    public const string Prefix = "Parameters:";

    /// <summary>True when a row that begins with this cell is one.</summary>
    public static bool Is(Cell first) => first.ToText().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The zone it names; null when it names none or still holds the placeholder.</summary>
    public static string? TimeZoneOf(ReadOnlySpan<Cell> cells)
    {
        foreach (ref readonly var cell in cells)
        {
            foreach (var part in cell.ToText().Split(';'))
            {
                var parameter = part.Trim();
                if (parameter.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                {
                    parameter = parameter[Prefix.Length..];
                }

                var equals = parameter.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && parameter[..equals].Replace(" ", "", StringComparison.Ordinal).Equals("TimeZone", StringComparison.OrdinalIgnoreCase))
                {
                    var zone = parameter[(equals + 1)..].Trim().Trim('"', '\'').Trim();
                    return zone.Length == 0 || zone.Equals(Placeholder, StringComparison.OrdinalIgnoreCase) ? null : zone;
                }
            }
        }

        return null;
    }
}
