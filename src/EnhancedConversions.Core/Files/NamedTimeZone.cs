using NodaTime;

namespace EnhancedConversions.Files;

/// <summary>A zone and the name it is shown by.</summary>
/// <param name="Id">IANA id, or an offset such as <c>+02:00</c>.</param>
/// <param name="Rules">Its offsets through time.</param>
internal sealed record NamedTimeZone(string Id, DateTimeZone Rules)
{
    /// <summary>A zone that never changes its clock.</summary>
    public static NamedTimeZone OfOffset(TimeSpan offset) => new(
        $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}",
        DateTimeZone.ForOffset(Offset.FromTimeSpan(offset)));
}
