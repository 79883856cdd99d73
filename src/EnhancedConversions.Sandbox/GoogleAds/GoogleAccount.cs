namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>A Google Ads account of the demo world.</summary>
internal sealed record GoogleAccount
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Currency { get; init; }

    public required string TimeZone { get; init; }

    public bool IsManager { get; init; }

    /// <summary>The manager above it; null at the top.</summary>
    public string? ManagerId { get; init; }

    /// <summary>True when the demo credential is a user of this very account.</summary>
    public bool IsReachedDirectly { get; init; }

    /// <summary>The number in <c>AW-</c> tags.</summary>
    public required long ConversionTrackingId { get; init; }

    /// <summary>The account that owns its conversion actions: itself, or the manager under cross-account conversion tracking.</summary>
    public required string ConversionCustomerId { get; init; }

    public bool AcceptedCustomerDataTerms { get; init; } = true;

    public bool EnhancedConversionsForLeads { get; init; } = true;
}
