using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>A row that was taken.</summary>
/// <param name="Id">Which conversion it is.</param>
/// <param name="Value">Its value; null means the goal's.</param>
/// <param name="Currency">Its currency; null means the goal's.</param>
internal sealed record OfflineRow(OfflineRowId Id, double? Value, string? Currency)
{
    private static readonly (string, int)[] s_misses = [("NoMatchingClickFound", 28), ("OutsideGoalLookbackWindow", 7), ("HistoricalClickDataExpired", 5)];

    /// <summary>The conversion to count.</summary>
    public Conversion ToConversion()
    {
        Digest identifier = Digest.Of(Id.ClickId ?? Id.Email ?? Id.Phone!);
        string? reason = Reason(identifier);
        return new Conversion(Id.Goal?.Id ?? 0, Id.Key, Id.Time, reason, Value, Currency) { Click = reason is null ? AdClick.Of(identifier) : null };
    }

    /// <summary>Why no click is credited; null when one is. Hashes count only for a goal that takes them (contract 3.2).</summary>
    private string? Reason(Digest identifier) => Id.Goal is not { IsActive: true } ? "GoalNotFoundOrInactive" : ClickWorld.Miss(identifier, s_misses);
}
