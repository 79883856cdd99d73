using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EnhancedConversions.Scheduling;
using NodaTime;

namespace EnhancedConversions.Core.Tests.Scheduling;

public sealed class WindowsTaskTests
{
    private static readonly XNamespace s_task = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    // The names Microsoft publishes ([MS-TSCH] 2.5 and the Task Scheduler schema), of the types used here. True = a sequence, whose order counts; false = all, in any order.
    private static readonly Dictionary<string, (bool Ordered, string[] Children)> s_published = new()
    {
        ["Task"] = (false, ["RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"]),
        ["RegistrationInfo"] = (false, ["URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description", "Documentation"]),
        ["Triggers"] = (false, ["BootTrigger", "RegistrationTrigger", "IdleTrigger", "TimeTrigger", "EventTrigger", "LogonTrigger", "SessionStateChangeTrigger", "CalendarTrigger"]),
        ["CalendarTrigger"] = (true, ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay", "ScheduleByDay", "ScheduleByWeek", "ScheduleByMonth", "ScheduleByMonthDayOfWeek"]),
        ["ScheduleByDay"] = (false, ["DaysInterval"]),
        ["Settings"] = (false,
        [
            "AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName",
            "RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings", "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle",
        ]),
        ["Actions"] = (false, ["Exec", "ComHandler", "SendEmail", "ShowMessage"]),
        ["Exec"] = (false, ["Command", "Arguments", "WorkingDirectory"]),
    };

    [Fact]
    public void Every_element_is_one_Microsoft_publishes_and_stands_where_its_schema_wants_it()
    {
        var task = Read(ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.WindowsTask)));
        Assert.Equal("1.2", task.Attribute("version")!.Value);
        var parents = task.DescendantsAndSelf().Where(e => e.HasElements).ToArray();
        Assert.Equal(s_published.Keys.Order(StringComparer.Ordinal), parents.Select(p => p.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        Assert.All(parents, parent =>
        {
            var (ordered, known) = s_published[parent.Name.LocalName];
            var places = parent.Elements().Select(e => (e.Name.Namespace == s_task, Place: Array.IndexOf(known, e.Name.LocalName))).ToArray();
            Assert.All(places, p => Assert.True(p is (true, >= 0)));
            if (ordered)
            {
                Assert.Equal(places.Order(), places);
            }

            if (parent.Name.LocalName is not ("Triggers" or "Actions"))
            {
                Assert.Distinct(parent.Elements().Select(e => e.Name.LocalName));
            }
        });
    }

    [Fact]
    public void The_file_is_UTF_16_as_it_says()
    {
        using var folder = new TemporaryFolder();
        var written = ScheduleDefinition.Write(ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.WindowsTask)), folder.FullName, overwrite: false);
        var bytes = File.ReadAllBytes(Assert.Single(written.Written));
        Assert.Equal([0xFF, 0xFE], bytes[..2]);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-16\"?>", Encoding.Unicode.GetString(bytes[2..]), StringComparison.Ordinal);
        Assert.Equal("FileExists", Assert.Throws<ConversionException>(() => ScheduleDefinition.Write(written, folder.FullName, overwrite: false)).ErrorId);
        Assert.Single(ScheduleDefinition.Write(written, folder.FullName, overwrite: true).Written);
    }

    [Theory]
    [InlineData("Europe/Berlin", 5, 0)]
    [InlineData("Europe/Berlin", 2, 30)]
    [InlineData("America/New_York", 1, 30)]
    [InlineData("Australia/Lord_Howe", 2, 15)]
    [InlineData("Africa/Casablanca", 2, 30)]
    [InlineData("Asia/Tokyo", 5, 0)]
    public void The_triggers_meet_the_zones_hour_every_day_of_ten_years(string zone, int hour, int minute)
    {
        var settings = Schedules.Settings(ScheduleTarget.WindowsTask) with { TimeZone = zone, At = new TimeSpan(hour, minute, 0) };
        var expected = new DailyTime(settings.At, zone, settings.From).All().Select(r => r.Utc).ToArray();
        var fired = new List<DateTimeOffset>();
        foreach (var trigger in Read(ScheduleDefinition.Make(settings)).Descendants(s_task + "CalendarTrigger"))
        {
            var end = trigger.Element(s_task + "EndBoundary") is { } boundary ? Time(boundary) : expected[^1];
            for (var at = Time(trigger.Element(s_task + "StartBoundary")!); at <= end; at = at.AddDays(1))
            {
                fired.Add(at);
            }
        }

        Assert.Equal(expected, fired);
        Assert.InRange(expected.Length, 3650, 3654);
    }

    [Fact]
    public void No_zone_needs_more_triggers_than_a_task_may_have()
    {
        var from = Schedules.Settings(ScheduleTarget.WindowsTask).From;
        Assert.All(DateTimeZoneProviders.Tzdb.Ids, zone =>
        {
            var triggers = WindowsTask.Triggers(new DailyTime(new TimeSpan(2, 30, 0), zone, from));
            Assert.InRange(triggers.Count, 1, WindowsTask.MaximumTriggers);
            Assert.Null(triggers[^1].Last);
        });
    }

    [SkippableFact]
    public async Task A_program_gets_the_words_that_were_meant()
    {
        // The runtime reads a command line by the rules of Windows programs on every system.
        var start = new ProcessStartInfo(Schedules.Need("printf"), string.Join(' ', Schedules.OddWords.Select(WindowsTask.Quote).Prepend("%s\\0")));
        var (_, output, _) = await Schedules.RunAsync(start);
        Assert.Equal(Schedules.OddWords, output.Split('\0')[..^1]);
    }

    [Theory]
    [InlineData(@"C:\Jobs\100% sure\it's.ps1")]
    [InlineData(@"C:\Jobs\%TEMP%\x.ps1")]
    [InlineData(@"C:\Jobs\$(Arg0)\x.ps1")]
    public void What_the_scheduler_would_fill_in_is_encoded(string script)
    {
        var exec = Read(ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.WindowsTask) with { Command = null, ScriptPath = script, ScriptArguments = ["-Path", "50%", "-Force"] })).Descendants(s_task + "Exec").Single();
        var words = exec.Element(s_task + "Arguments")!.Value.Split(' ');
        Assert.DoesNotContain(words, w => w.Contains('%', StringComparison.Ordinal) || w.Contains('$', StringComparison.Ordinal));
        Assert.Equal("-EncodedCommand", words[^2]);
        Assert.Equal($"& '{script.Replace("'", "''", StringComparison.Ordinal)}' -Path '50%' -Force; exit $LASTEXITCODE", Encoding.Unicode.GetString(Convert.FromBase64String(words[^1])));
        Assert.Equal(@"%ProgramFiles%\PowerShell\7\pwsh.exe", exec.Element(s_task + "Command")!.Value);
    }

    [Theory]
    [InlineData("x.ps1", "SchedulePathNotAbsolute")]
    [InlineData("/usr/x.ps1", "SchedulePathNotAbsolute")]
    [InlineData("C:\\a\nb.ps1", "ScheduleTextInvalid")]
    public void A_script_that_could_not_be_found_is_refused(string script, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<ConversionException>(() => ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.WindowsTask) with { ScriptPath = script })).ErrorId);

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("-x")]
    public void A_name_that_is_no_file_and_unit_is_refused(string name) =>
        Assert.Equal("ScheduleNameInvalid", Assert.Throws<ConversionException>(() => ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.WindowsTask) with { Name = name })).ErrorId);

    private static XElement Read(ConversionSchedule schedule) => XDocument.Parse(schedule.Definition).Root!;

    private static DateTimeOffset Time(XElement element)
    {
        Assert.EndsWith("Z", element.Value, StringComparison.Ordinal);
        return DateTimeOffset.Parse(element.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
