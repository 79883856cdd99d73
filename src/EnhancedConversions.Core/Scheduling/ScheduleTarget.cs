namespace EnhancedConversions.Scheduling;

/// <summary>What runs the daily job.</summary>
public enum ScheduleTarget
{
    /// <summary>Windows Task Scheduler: a task definition in XML.</summary>
    WindowsTask,

    /// <summary>systemd on Linux: a service and a timer.</summary>
    Systemd,

    /// <summary>cron, one that knows CRON_TZ (cronie).</summary>
    Cron,

    /// <summary>Azure Automation: a schedule and its link to a runbook.</summary>
    AzureAutomation,
}
