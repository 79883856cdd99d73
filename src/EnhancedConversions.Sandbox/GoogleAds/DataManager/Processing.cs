using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What becomes of an accepted event later (contract C.7, C.8).</summary>
internal static class Processing
{
    private static readonly (string, int)[] s_misses =
    [
        ("PROCESSING_ERROR_REASON_CLICK_NOT_FOUND", 32),
        ("PROCESSING_ERROR_REASON_CONVERSION_PRECEDES_CLICK", 4),
        ("PROCESSING_ERROR_REASON_TOO_RECENT_CLICK", 4),
    ];

    /// <summary>Why the event does not count as coming from an ad; null when it does.</summary>
    public static string? Reason(in IngestedEvent element, Destination destination, DateTimeOffset now)
    {
        if (element.IsConsentDenied)
        {
            return "PROCESSING_ERROR_REASON_DENIED_CONSENT";
        }

        if (now - element.Time > (element.HasClickId ? GoogleLimits.OldestWithClickId : GoogleLimits.OldestWithoutClickId))
        {
            return "PROCESSING_ERROR_REASON_EVENT_TOO_OLD";
        }

        if (destination.IsExternallyAttributed)
        {
            return "PROCESSING_ERROR_REASON_EXTERNAL_ATTRIBUTION_DATA_MISSING";
        }

        if (element.IsBraid && destination.CountsOnePerClick)
        {
            return "PROCESSING_ERROR_REASON_ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID";
        }

        if (element.HasClickId && !element.IsClickIdReadable)
        {
            return element.IsBraid ? "PROCESSING_ERROR_REASON_INVALID_GBRAID" : "PROCESSING_ERROR_REASON_INVALID_GCLID";
        }

        Digest identifier = element.Identifier;
        return ClickWorld.Miss(identifier, s_misses);
    }
}
