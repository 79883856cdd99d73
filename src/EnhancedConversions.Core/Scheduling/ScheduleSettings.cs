using System.Collections;

namespace EnhancedConversions.Scheduling;

/// <summary>What a daily run is to be.</summary>
public sealed record ScheduleSettings
{
    /// <summary>What runs it.</summary>
    public required ScheduleTarget Target { get; init; }

    /// <summary>Its name: letters, digits, dots, dashes and underscores; at most 80.</summary>
    public required string Name { get; init; }

    /// <summary>Time of day in <see cref="TimeZone"/>, whole minutes.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The zone, by any name <see cref="Times.TimeZoneNames"/> knows but a bare offset.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The moment from which runs are counted.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>How many runs to foretell.</summary>
    public int NextRunCount { get; init; } = 7;

    /// <summary>A PowerShell script to run, full path; null runs <see cref="Command"/>.</summary>
    public string? ScriptPath { get; init; }

    /// <summary>Arguments of the script: values, and names of parameters such as <c>-Path</c>.</summary>
    public IReadOnlyList<string> ScriptArguments { get; init; } = [];

    /// <summary>PowerShell text to run; null runs <see cref="ScriptPath"/>.</summary>
    public string? Command { get; init; }

    /// <summary>The pwsh to run; null for where the target's system has it after a usual installation.</summary>
    public string? PowerShellPath { get; init; }

    /// <summary>Azure: the resource group.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Azure: the Automation account.</summary>
    public string? AutomationAccountName { get; init; }

    /// <summary>Azure: the runbook.</summary>
    public string? RunbookName { get; init; }

    /// <summary>Azure: parameters of the runbook; null when it has none.</summary>
    public IDictionary? RunbookParameters { get; init; }
}
