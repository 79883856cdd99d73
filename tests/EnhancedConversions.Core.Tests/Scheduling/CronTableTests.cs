using System.Diagnostics;
using System.Text;
using EnhancedConversions.Scheduling;

namespace EnhancedConversions.Core.Tests.Scheduling;

public sealed class CronTableTests
{
    [Fact]
    public void The_zone_stands_before_the_line_it_is_for()
    {
        var schedule = ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Cron) with { At = new TimeSpan(23, 5, 0) });
        var lines = schedule.Definition.Split('\n');
        Assert.StartsWith("#", lines[0], StringComparison.Ordinal);
        Assert.Equal("CRON_TZ=Europe/Berlin", lines[1]);
        Assert.StartsWith("5 23 * * * DOTNET_TieredPGO=0 /usr/bin/pwsh ", lines[2], StringComparison.Ordinal);
        Assert.Equal(["", ""], [lines[3], string.Concat(lines[4..])]);
        Assert.Contains(schedule.Notes, n => n.Contains("Debian", StringComparison.Ordinal));
        Assert.DoesNotContain(schedule.Notes, n => n.Contains("Choose another", StringComparison.Ordinal));
        Assert.Contains(ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Cron) with { At = new TimeSpan(2, 30, 0) }).Notes, n => n.Contains("Choose another", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_shell_behind_cron_gets_the_words_that_were_meant()
    {
        var shell = Schedules.Need("sh");
        var printf = Schedules.Need("printf");
        var schedule = ScheduleDefinition.Make(Schedules.Settings(ScheduleTarget.Cron) with { Command = null, ScriptPath = "/a b/100%.ps1", ScriptArguments = Schedules.OddWords, PowerShellPath = "/p q/it's pwsh" });
        var line = schedule.Definition.Split('\n')[2];
        Assert.Equal(schedule.CommandLine, line["0 5 * * * DOTNET_TieredPGO=0 ".Length..]);
        var command = ReadAsCron(schedule.CommandLine!);
        var (_, output, errors) = await Schedules.RunAsync(new ProcessStartInfo(shell, ["-c", $"{printf} '%s\\0' {command}"]));
        Assert.Equal("", errors);
        Assert.Equal(["/p q/it's pwsh", "-NoLogo", "-NoProfile", "-NonInteractive", "-File", "/a b/100%.ps1", .. Schedules.OddWords], output.Split('\0')[..^1]);
    }

    // crontab(5): % ends the command and begins its input; \% is a %. A backslash before anything else stays, and so does what follows it.
    private static string ReadAsCron(string command)
    {
        var text = new StringBuilder();
        for (var i = 0; i < command.Length; i++)
        {
            Assert.NotEqual('%', command[i]);
            if (command[i] == '\\' && i + 1 < command.Length)
            {
                text.Append(command[i + 1] == '%' ? "%" : command.Substring(i, 2));
                i++;
            }
            else
            {
                text.Append(command[i]);
            }
        }

        return text.ToString();
    }
}
