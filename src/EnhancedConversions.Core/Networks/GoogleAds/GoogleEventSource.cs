namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Where a conversion took place, as Google's Data Manager API wants to know of every offline event (contract C.4).</summary>
public enum GoogleEventSource
{
    /// <summary>On the web. The default: Google's own sample for enhanced conversions for leads says so of a sale that began as a web lead.</summary>
    Web,

    /// <summary>In an app.</summary>
    App,

    /// <summary>In a shop.</summary>
    InStore,

    /// <summary>By phone.</summary>
    Phone,

    /// <summary>By message.</summary>
    Message,

    /// <summary>Elsewhere.</summary>
    Other,
}
