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

    /// <summary>True lets Microsoft take rows whose conversion name no goal has, and count them as <c>GoalNotFoundOrInactive</c> later; false refuses them with 5606. Microsoft's pages say both.</summary>
    public bool TakeUnknownGoalNames { get; init; }

    /// <summary>Sees every request, bodies included, before it is answered; from any thread. Null when nobody looks. Nothing else keeps or logs a body.</summary>
    public Action<ObservedRequest>? Observer { get; init; }
}
