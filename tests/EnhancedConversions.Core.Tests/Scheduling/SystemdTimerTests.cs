using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnhancedConversions.Scheduling;

namespace EnhancedConversions.Core.Tests.Scheduling;

/// <summary>systemd's own tools judge; where they are missing the tests are skipped aloud.</summary>
public sealed class SystemdTimerTests
{
    [SkippableTheory]
    [InlineData("Europe/Berlin", 5, 0, "2027-03-26 12:00:00")]
    [InlineData("Europe/Berlin", 5, 0, "2027-10-29 12:00:00")]
    [InlineData("America/New_York", 5, 0, "2027-03-12 12:00:00")]
    [InlineData("Australia/Lord_Howe", 5, 0, "2027-04-02 00:00:00")]
    [InlineData("Asia/Kolkata", 23, 59, "2027-01-01 00:00:00")]
    [InlineData("Europe/Berlin", 2, 30, "2027-10-29 12:00:00")]
    public async Task Systemd_sees_the_runs_that_were_foretold(string zone, int hour, int minute, string from)
    {
        var analyze = Schedules.Need("systemd-analyze");
        var schedule = ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Systemd, from + "Z") with { TimeZone = zone, At = new TimeSpan(hour, minute, 0), NextRunCount = 6 });
        var calendar = schedule.Definition.Split('\n').First(l => l.StartsWith("OnCalendar=", StringComparison.Ordinal))["OnCalendar=".Length..];
        var (exit, output, errors) = await Schedules.RunAsync(new ProcessStartInfo(analyze, ["calendar", "--iterations=6", "--base-time=" + from + " UTC", calendar]));
        Assert.True(exit == 0, errors);
        var seen = output.Split('\n')
            .Where(l => l.Contains("Next elapse:", StringComparison.Ordinal) || l.Contains("Iter", StringComparison.Ordinal))
            .Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) + 6)..].Replace(" UTC", "", StringComparison.Ordinal).Trim());
        Assert.Equal(schedule.NextRuns.Select(r => r.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), seen);
    }

    [SkippableFact]
    public async Task Days_that_systemd_would_leave_out_are_named_one_by_one()
    {
        var analyze = Schedules.Need("systemd-analyze");
        var schedule = ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Systemd, "2027-03-26T12:00:00Z") with { At = new TimeSpan(2, 30, 0), NextRunCount = 4 });
        var calendars = schedule.Definition.Split('\n').Where(l => l.StartsWith("OnCalendar=", StringComparison.Ordinal)).Select(l => l["OnCalendar=".Length..]).ToArray();
        Assert.Equal(11, calendars.Length);
        var seen = new List<string>();
        foreach (var calendar in calendars)
        {
            var (exit, output, errors) = await Schedules.RunAsync(new ProcessStartInfo(analyze, ["calendar", "--iterations=4", "--base-time=2027-03-26 12:00:00 UTC", calendar]));
            Assert.True(exit == 0, errors);
            seen.AddRange(output.Split('\n').Where(l => l.Contains(" UTC", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) + 6)..].Replace(" UTC", "", StringComparison.Ordinal).Trim()));
        }

        Assert.Equal(schedule.NextRuns.Select(r => r.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), seen.Order(StringComparer.Ordinal).Take(4));
        Assert.Contains(schedule.Notes, n => n.Contains("skip 02:30", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("plain")]
    [InlineData("two words")]
    [InlineData("100% $HOME ${x} $$ Ümläut; #x")]
    public async Task Systemd_accepts_timer_and_service_and_finds_the_program_however_it_is_called(string folderName)
    {
        var analyze = Schedules.Need("systemd-analyze");
        using var folder = new TemporaryFolder();
        var home = Directory.CreateDirectory(Path.Combine(folder.FullName, folderName)).FullName;
        var program = Path.Combine(home, "pwsh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        var settings = Schedules.Settings(ScheduleTarget.Systemd) with { Command = null, ScriptPath = Path.Combine(home, "job.ps1"), ScriptArguments = Schedules.OddWords, PowerShellPath = program };
        var written = ScheduleDefinition.Write(ScheduleDefinition.Make(settings), folder.FullName, overwrite: false).Written;
        var (exit, output, errors) = await VerifyAsync(analyze, written);
        Assert.True(exit == 0 && (output + errors).Trim().Length == 0, output + errors);

        // The same judge notices a program that is not there.
        File.Delete(program);
        var missing = await VerifyAsync(analyze, written);
        Assert.Contains("not executable", missing.Output + missing.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_program_whose_name_systemd_would_refuse_is_run_by_way_of_the_shell()
    {
        var analyze = Schedules.Need("systemd-analyze");
        using var folder = new TemporaryFolder();
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullName, "it's \"odd\" \\ $x")).FullName, "pwsh");
        File.CreateSymbolicLink(program, Schedules.Need("printf"));
        var written = ScheduleDefinition.Write(
            ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Systemd) with { Command = null, ScriptPath = "/a b/c.ps1", ScriptArguments = Schedules.OddWords, PowerShellPath = program }),
            folder.FullName,
            overwrite: false).Written;
        var (exit, output, errors) = await VerifyAsync(analyze, written);
        Assert.True(exit == 0 && (output + errors).Trim().Length == 0, output + errors);

        var words = Split(File.ReadLines(written[1]).Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..]);
        var quiet = words.IndexOf("-NoLogo");
        Assert.Equal("[/a b/c.ps1]", (await Schedules.RunAsync(new ProcessStartInfo(words[0], [.. words[1..quiet], "[%s]", "/a b/c.ps1"]))).Output);
    }

    [Fact]
    public void Words_come_back_by_the_rules_of_systemd()
    {
        var line = ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Systemd) with { Command = null, ScriptPath = "/a b/c.ps1", ScriptArguments = Schedules.OddWords })
            .Files[1].Content.Split('\n').Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal));
        Assert.Equal(["/usr/bin/pwsh", "-NoLogo", "-NoProfile", "-NonInteractive", "-File", "/a b/c.ps1", .. Schedules.OddWords], Split(line["ExecStart=".Length..]));
    }

    [Fact]
    public void A_command_of_several_lines_is_one_line()
    {
        var service = ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Systemd) with { Command = "Get-Date # now\nGet-Location" }).Files[1].Content;
        Assert.Equal("Get-Date # now\nGet-Location", Encoding.Unicode.GetString(Convert.FromBase64String(Split(service.Split('\n').Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal)))[^1])));
    }

    private static Task<(int ExitCode, string Output, string Errors)> VerifyAsync(string analyze, IReadOnlyList<string> files) =>
        Schedules.RunAsync(new ProcessStartInfo(analyze, ["--man=no", "--recursive-errors=no", "verify", .. files]));

    // systemd.syntax(7): words, double quotes, C escapes; then %% and $$.
    private static List<string> Split(string line)
    {
        var words = new List<string>();
        for (var i = 0; i < line.Length; i++)
        {
            var quoted = line[i] == '"';
            var word = new StringBuilder();
            for (i += quoted ? 1 : 0; i < line.Length && line[i] != (quoted ? '"' : ' '); i++)
            {
                word.Append(line[i] == '\\' ? line[++i] : line[i]);
            }

            i += quoted ? 1 : 0;
            Assert.True(i == line.Length || line[i] == ' ');
            var plain = word.ToString().Replace("%%", "\u0001", StringComparison.Ordinal).Replace("$$", "\u0002", StringComparison.Ordinal);
            Assert.DoesNotContain('%', plain);
            Assert.DoesNotContain('$', plain);
            words.Add(plain.Replace('\u0001', '%').Replace('\u0002', '$'));
        }

        return words;
    }
}
