namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What became of one destination's events.</summary>
internal sealed class DestinationOutcome
{
    /// <summary>Events sent, good and bad.</summary>
    public int Records { get; set; }

    /// <summary>Number of events by reason.</summary>
    public SortedDictionary<string, int> Errors { get; init; } = new(StringComparer.Ordinal);

    public void Count(string? reason)
    {
        Records++;
        if (reason is not null)
        {
            Errors[reason] = Errors.GetValueOrDefault(reason) + 1;
        }
    }
}
