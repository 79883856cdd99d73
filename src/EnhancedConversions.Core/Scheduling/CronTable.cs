using System.Globalization;

namespace EnhancedConversions.Scheduling;

/// <summary>Lines of a crontab (crontab(5) of cronie, which knows CRON_TZ).</summary>
internal static class CronTable
{
    private const string DefaultPowerShell = "/usr/bin/pwsh";

    public static ConversionSchedule Make(ScheduleSettings settings, DailyTime time)
    {
        var run = new PowerShellRun(settings);
        var command = string.Join(' ', (run.HasLines ? run.EncodedArguments : run.Arguments).Prepend(settings.PowerShellPath ?? DefaultPowerShell).Select(Quote));
        var skipped = time.Skipped();
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $"# {settings.Name}: daily at {time.Text} in {time.ZoneId}. Needs a cron that knows CRON_TZ (cronie).\nCRON_TZ={time.ZoneId}\n{time.At.Minutes} {time.At.Hours} * * * {PowerShellRun.Environment} {command}\n");
        return new ConversionSchedule
        {
            Target = settings.Target,
            Name = settings.Name,
            At = time.At,
            TimeZone = time.ZoneId,
            CommandLine = command,
            Files = new[] { new ScheduleFile(settings.Name + ".cron", content) },
            NextRuns = time.Next(settings.NextRunCount),
            Register = $"(crontab -l 2>/dev/null; cat {settings.Name}.cron) | crontab -",
            Notes = (string[])
            [
                "CRON_TZ is known to cronie (Red Hat, SUSE, Arch). The cron of Debian and Ubuntu passes over it and runs at this time of the machine's own zone: there use systemd, or install cronie.",
                "CRON_TZ holds for all lines below it, so these lines belong at the end of the table.",
                .. skipped.Count == 0 && !time.HasRepeated() ? Array.Empty<string>() :
                [
                    $"On days of a clock change {time.Text} is skipped or comes twice, and crons differ in what they do then. Choose another time of day.",
                ],
            ],
        };
    }

    /// <summary>A word of the command: quoted for the shell, and with % kept from cron, which takes it for a line break.</summary>
    internal static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '=' or '+' or ':')
            ? word

            // A backslash right before \% would undo it, so the quotes are closed and opened again in between.
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal).Replace("%", @"''\%", StringComparison.Ordinal)}'";
}
