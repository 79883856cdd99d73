using System.Globalization;

namespace EnhancedConversions.Messages;

/// <summary>Instants as messages tell them, the same on every machine.</summary>
public static class UtcText
{
    /// <summary>For example <c>2026-11-23 04:00 UTC</c>.</summary>
    /// <param name="time">The instant.</param>
    public static string ToMinute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
