namespace EnhancedConversions.Sandbox;

/// <summary>How a sandbox behaves.</summary>
public sealed record SandboxOptions
{
    /// <summary>Folder its state is kept in; null keeps it in memory.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Its clock: ages, token lifetimes and processing delays are measured by it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Time each answer takes, after the work is done.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>How long an access token lives.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromSeconds(3599);

    /// <summary>True ends a Microsoft refresh token with its first use; false lets it go on beside its successor, as Microsoft does for a while.</summary>
    public bool RefreshTokensDieAfterUse { get; init; }

    /// <summary>Data Manager requests let through in any 60 seconds; null means no limit. Google's is 300.</summary>
    public int? DataManagerRequestsPerMinute { get; init; }

    /// <summary>Data Manager requests let through in any 24 hours; null means no limit. Google's is 100 000.</summary>
    public int? DataManagerRequestsPerDay { get; init; }

    /// <summary>Microsoft calls let through in any 60 seconds; null means no limit. Microsoft publishes no number.</summary>
    public int? MicrosoftCallsPerMinute { get; init; }

    /// <summary>True lets this project upload click conversions by the Google Ads API, as projects may that did so before 2026-06-15; false answers that it is not allowlisted.</summary>
    public bool AllowClickUploads { get; init; }

    /// <summary>False hides conversions that came by Data Manager from adjustments by the Google Ads API; whether Google does is not documented.</summary>
    public bool AdjustDataManagerConversions { get; init; } = true;

    /// <summary>True lets Microsoft take rows whose conversion name no goal has, and count them as <c>GoalNotFoundOrInactive</c> later; false refuses them with 5606. Microsoft's pages say both.</summary>
    public bool TakeUnknownGoalNames { get; init; }

    /// <summary>True puts Microsoft's fault objects below a key <c>ApplicationFault</c>; false at the root. Both are documented.</summary>
    public bool FaultsBelowApplicationFault { get; init; }

    /// <summary>Campaigns of each account, 1 to 60 000; reports have rows for each of them, on each device and day.</summary>
    public int CampaignsPerAccount { get; init; } = 4;

    /// <summary>How long Microsoft works on a report before it can be fetched.</summary>
    public TimeSpan MicrosoftReportDelay { get; init; } = TimeSpan.Zero;

    /// <summary>What goes wrong, and when.</summary>
    public IReadOnlyList<SandboxFault> Faults { get; init; } = [];

    /// <summary>Sees every request, bodies included, before it is answered; from any thread. Null when nobody looks. Nothing else keeps or logs a body.</summary>
    public Action<ObservedRequest>? Observer { get; init; }
}
