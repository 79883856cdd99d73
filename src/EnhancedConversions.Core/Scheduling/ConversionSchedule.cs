using System.Collections;
using EnhancedConversions.Messages;

namespace EnhancedConversions.Scheduling;

/// <summary>A run to come.</summary>
/// <param name="Utc">When, in UTC.</param>
/// <param name="Local">When, by the clocks of the zone.</param>
/// <param name="Note">What is odd about this day; null when nothing is.</param>
public sealed record ScheduledRun(DateTimeOffset Utc, DateTimeOffset Local, string? Note)
{
    /// <summary>For example <c>2026-11-23 04:00 UTC (05:00 +01:00)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{UtcText.ToMinute(Utc)} ({Local:HH:mm zzz}){(Note is null ? "" : ": " + Note)}");
}

/// <summary>A file of a definition.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its text.</param>
/// <param name="IsUtf16">True when it is written as UTF-16 with a byte order mark, else as UTF-8 without.</param>
public sealed record ScheduleFile(string Name, string Content, bool IsUtf16 = false)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The definition of a daily run. Nothing is registered anywhere.</summary>
public sealed record ConversionSchedule
{
    /// <summary>What runs it.</summary>
    public required ScheduleTarget Target { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Time of day in <see cref="TimeZone"/>.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The zone, IANA id.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The command line that is run, as the target takes it; null for Azure Automation, which runs a runbook.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The text of the first file: the task XML, the timer, the crontab lines, the commands for Azure.</summary>
    public string Definition => Files[0].Content;

    /// <summary>The files that make it up.</summary>
    public required IReadOnlyList<ScheduleFile> Files { get; init; }

    /// <summary>Where the files were written; empty when they were not.</summary>
    public IReadOnlyList<string> Written { get; init; } = Array.Empty<string>();

    /// <summary>The runs to come.</summary>
    public required IReadOnlyList<ScheduledRun> NextRuns { get; init; }

    /// <summary>How to register it.</summary>
    public required string Register { get; init; }

    /// <summary>What else to know; empty when there is nothing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Azure: parameters of New-AzAutomationSchedule, to splat; null for the others.</summary>
    public Hashtable? Schedule { get; init; }

    /// <summary>Azure: parameters of Register-AzAutomationScheduledRunbook, to splat; null for the others.</summary>
    public Hashtable? Runbook { get; init; }
}
