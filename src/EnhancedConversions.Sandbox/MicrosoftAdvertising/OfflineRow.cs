using System.Globalization;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>A row that was taken.</summary>
/// <param name="Goal">Its goal; null for a name no goal has.</param>
/// <param name="ClickId">MSCLKID; null when there is none.</param>
/// <param name="Email">Hashed e-mail address; null when there is none.</param>
/// <param name="Phone">Hashed phone number; null when there is none.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Value">Its value; null means the goal's.</param>
/// <param name="Currency">Its currency; null means the goal's.</param>
internal sealed record OfflineRow(StoredGoal? Goal, string? ClickId, string? Email, string? Phone, DateTimeOffset Time, double? Value, string? Currency)
{
    private static readonly (string, int)[] s_misses = [("NoMatchingClickFound", 28), ("OutsideGoalLookbackWindow", 7), ("HistoricalClickDataExpired", 5)];

    /// <summary>The conversion to count; what makes it a duplicate is contract 3.4.</summary>
    public Conversion ToConversion() => new(
        Goal?.Id ?? 0,
        Digest.Of(ClickId?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(), Email, Phone, Time.UtcTicks.ToString(CultureInfo.InvariantCulture)),
        Time,
        Reason(),
        Value,
        Currency);

    /// <summary>Why no click is credited; null when one is.</summary>
    private string? Reason() => Goal is not { IsActive: true }
        ? "GoalNotFoundOrInactive"
        : ClickWorld.Miss(Digest.Of(ClickId ?? (Email is not null && Goal.IsEnhanced ? Email : Phone ?? "")), s_misses);
}
