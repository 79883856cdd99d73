using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using EnhancedConversions.Messages;
using NodaTime;
using NodaTime.TimeZones;

namespace EnhancedConversions.Times;

/// <summary>
/// Finds time zones by every name files use: IANA ids and aliases, Windows ids, Microsoft Advertising's own names,
/// and offsets (<c>-0500</c>, <c>+05:30</c>, <c>+01</c>, <c>Z</c>, <c>UTC+2</c>). Letter case, blanks and underscores do not matter.
/// </summary>
internal static class TimeZoneNames
{
    // The offsets in use on Earth.
    private const int LargestOffsetMinutes = 14 * 60;
    private const int LongestName = 80;

    private static readonly FrozenDictionary<string, string> s_ids = ReadIds();

    /// <summary>Finds a zone by name or offset.</summary>
    /// <param name="text">The name as written.</param>
    /// <param name="id">The IANA id in its own spelling, or the offset as <c>+02:00</c>; null when not found.</param>
    /// <returns>False when no zone has that name.</returns>
    public static bool TryFind(string? text, [NotNullWhen(true)] out string? id)
    {
        id = Find(text)?.Id;
        return id is not null;
    }

    /// <summary>The zone a misspelled name was probably meant to be.</summary>
    /// <param name="text">The name as written.</param>
    /// <returns>An IANA id; null when none is near.</returns>
    public static string? Suggest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestName)
        {
            return null;
        }

        var ids = DateTimeZoneProviders.Tzdb.Ids;
        var wanted = Fold(text);
        return ids.FirstOrDefault(id => Fold(LastPart(id)) == wanted)
            ?? NearestName.Find(text.Trim(), ids)
            ?? NearestName.Find(text.Trim(), ids.Select(LastPart)) switch
            {
                null => null,
                var place => ids.First(id => LastPart(id) == place),
            };
    }

    /// <summary>What to do about a name that no zone has.</summary>
    /// <param name="text">The name as written.</param>
    public static string Hint(string text) =>
        $"{(Suggest(text) is { } near ? $"Did you mean {near}? " : "")}Use an IANA id such as Europe/Berlin, or an offset such as +0100.";

    /// <summary>The zone with its rules; null when no zone has that name.</summary>
    internal static NamedTimeZone? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestName)
        {
            return null;
        }

        if (s_ids.TryGetValue(text, out var id) || s_ids.TryGetValue(Fold(text), out id))
        {
            return new NamedTimeZone(id, DateTimeZoneProviders.Tzdb[id]);
        }

        return TryReadOffset(text.AsSpan().Trim(), out var offset) ? NamedTimeZone.OfOffset(offset) : null;
    }

    /// <summary>Reads <c>Z</c>, <c>+hhmm</c>, <c>+hh:mm</c>, <c>+h</c>, each also behind <c>UTC</c> or <c>GMT</c>.</summary>
    internal static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || text.StartsWith("GMT", StringComparison.OrdinalIgnoreCase))
        {
            text = text[3..].TrimStart();
        }

        if (text.Length is < 2 or > 6 || text[0] is not ('+' or '-' or '\u2212'))
        {
            return false;
        }

        var digits = text[1..];
        var colon = digits.IndexOf(':');
        var hours = colon >= 0 ? digits[..colon] : digits.Length > 2 ? digits[..^2] : digits;
        var minutes = colon >= 0 ? digits[(colon + 1)..] : digits.Length > 2 ? digits[^2..] : "00";
        if (hours.Length is 0 or > 2 || minutes.Length != 2
            || !int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
            || !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            || m > 59 || (h * 60) + m > LargestOffsetMinutes)
        {
            return false;
        }

        offset = TimeSpan.FromMinutes((text[0] == '+' ? 1 : -1) * ((h * 60) + m));
        return true;
    }

    private static FrozenDictionary<string, string> ReadIds()
    {
        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            ids.TryAdd(id, id);
            ids.TryAdd(Fold(id), id);
        }

        foreach (var (windowsId, id) in TzdbDateTimeZoneSource.Default.WindowsToTzdbIds)
        {
            ids.TryAdd(Fold(windowsId), id);
        }

        foreach (var (name, id) in MicrosoftTimeZones.All)
        {
            ids.TryAdd(Fold(name), id);
        }

        return ids.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // "Europe / berlin", "america/new york" and "W. Europe Standard Time" differ from the ids only by what is left out here.
    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c) || c is '/' or '+' or '-')
            {
                folded.Append(char.ToUpperInvariant(c));
            }
        }

        return folded.ToString();
    }

    private static string LastPart(string id) => id[(id.LastIndexOf('/') + 1)..];
}
