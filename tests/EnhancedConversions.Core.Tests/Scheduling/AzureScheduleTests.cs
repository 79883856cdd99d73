using System.Collections;
using EnhancedConversions.Scheduling;

namespace EnhancedConversions.Core.Tests.Scheduling;

public sealed class AzureScheduleTests
{
    private static ScheduleSettings Settings => Schedules.Settings(ScheduleTarget.AzureAutomation) with
    {
        Command = null,
        ResourceGroupName = "ads",
        AutomationAccountName = "jobs",
        RunbookName = "Send-Nightly",
    };

    [Fact]
    public void The_parameters_are_those_of_the_Az_commands()
    {
        var schedule = ScheduleDefinition.Make(Settings with { RunbookParameters = new Hashtable { ["Container"] = "leads" } });

        // The parameters of New-AzAutomationSchedule (set ByDaily) and Register-AzAutomationScheduledRunbook, as Az.Automation documents them.
        Assert.Equal(["AutomationAccountName", "DayInterval", "Description", "Name", "ResourceGroupName", "StartTime", "TimeZone"], schedule.Schedule!.Keys.Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal(["AutomationAccountName", "Parameters", "ResourceGroupName", "RunbookName", "ScheduleName"], schedule.Runbook!.Keys.Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal(((byte)1, "Europe/Berlin", schedule.Name), (schedule.Schedule["DayInterval"], schedule.Schedule["TimeZone"], schedule.Runbook["ScheduleName"]));
        Assert.Equal("leads", ((Hashtable)schedule.Runbook["Parameters"]!)["Container"]);
        Assert.Equal(schedule.NextRuns[0].Local, schedule.Schedule["StartTime"]);
    }

    [Fact]
    public void A_start_that_Azure_would_find_too_near_is_the_next_days()
    {
        Assert.Equal("2026-11-23 03:50", First("2026-11-22T12:00:00Z", 4, 50));
        Assert.Equal("2026-11-24 03:50", First("2026-11-23T03:45:00Z", 4, 50));

        static string First(string from, int hour, int minute) =>
            ScheduleDefinition.Make(Settings with { From = DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), At = new TimeSpan(hour, minute, 0) })
                .NextRuns[0].Utc.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void What_is_missing_or_does_not_belong_is_named()
    {
        Assert.Contains("RunbookName", Fails(Settings with { RunbookName = null }).Message, StringComparison.Ordinal);
        Assert.Contains("ResourceGroupName", Fails(Settings with { ResourceGroupName = " " }).Message, StringComparison.Ordinal);
        Assert.Equal("ScheduleScriptForAzure", Fails(Settings with { ScriptPath = "/x.ps1" }).ErrorId);
        Assert.Equal("ScheduleSignInMissing", Fails(Schedules.Settings(ScheduleTarget.Cron) with { Command = null }).ErrorId);
    }

    private static ConversionException Fails(ScheduleSettings settings) => Assert.Throws<ConversionException>(() => ScheduleDefinition.Make(settings));
}
