using System.Globalization;
using System.Text;

namespace EnhancedConversions.Scheduling;

/// <summary>A service and a timer of systemd (systemd.service(5), systemd.time(7)). The zone stands in OnCalendar, so clock changes are systemd's affair, but for the days whose hour is skipped: systemd leaves them out.</summary>
internal static class SystemdTimer
{
    private const string DefaultPowerShell = "/usr/bin/pwsh";

    public static ConversionSchedule Make(ScheduleSettings settings, DailyTime time)
    {
        var run = new PowerShellRun(settings);
        var program = settings.PowerShellPath ?? DefaultPowerShell;
        IReadOnlyList<string> words = run.HasLines ? run.EncodedArguments : run.Arguments;
        if (program.AsSpan().ContainsAny('"', '\'', '\\'))
        {
            // systemd refuses such a name for a program, but not for an argument.
            words = ["-c", "exec \"$0\" \"$@\"", program, .. words];
            program = "/bin/sh";
        }

        // The program is looked up before variables are filled in, the arguments after.
        var command = string.Join(' ', words.Select(w => Quote(w, isArgument: true)).Prepend(Quote(program, isArgument: false)));
        var skipped = time.Skipped();
        var timer = new StringBuilder()
            .Append("[Unit]\n")
            .Append(CultureInfo.InvariantCulture, $"Description={settings.Name}: daily at {time.Text} in {time.ZoneId}\n\n")
            .Append("[Timer]\n")
            .Append(CultureInfo.InvariantCulture, $"OnCalendar=*-*-* {time.Text}:00 {time.ZoneId}\n");
        foreach (var day in skipped)
        {
            timer.Append(CultureInfo.InvariantCulture, $"OnCalendar={day.Local:yyyy-MM-dd HH:mm:ss} {time.ZoneId}\n");
        }

        timer.Append("Persistent=true\nAccuracySec=1min\n\n[Install]\nWantedBy=timers.target\n");
        var service =
            $"""
            [Unit]
            Description={settings.Name}
            Wants=network-online.target
            After=network-online.target

            [Service]
            Type=oneshot
            Environment={PowerShellRun.Environment}
            ExecStart={command}

            """.ReplaceLineEndings("\n");
        return new ConversionSchedule
        {
            Target = settings.Target,
            Name = settings.Name,
            At = time.At,
            TimeZone = time.ZoneId,
            CommandLine = command,
            Files = new[] { new ScheduleFile(settings.Name + ".timer", timer.ToString()), new ScheduleFile(settings.Name + ".service", service) },
            NextRuns = time.Next(settings.NextRunCount),
            Register = $"sudo cp {settings.Name}.timer {settings.Name}.service /etc/systemd/system/ && sudo systemctl daemon-reload && sudo systemctl enable --now {settings.Name}.timer",
            Notes = (string[])
            [
                "Add User= to [Service] for the user whose ledger, vault and key files the run uses, or put the files into ~/.config/systemd/user and use systemctl --user (with loginctl enable-linger).",
                .. skipped.Count == 0 ? Array.Empty<string>() :
                [
                    $"On some days the clocks skip {time.Text}, and systemd would leave them out; the timer names those up to {skipped[^1].Local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} one by one, at the hour after the gap. Another time of day needs none of this.",
                ],
            ],
        };
    }

    /// <summary>A word of ExecStart=.</summary>
    internal static string Quote(string word, bool isArgument)
    {
        var text = new StringBuilder();
        foreach (var c in word)
        {
            text.Append(c switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\n' => @"\n",
                '%' => "%%",
                '$' when isArgument => "$$",
                _ => c.ToString(),
            });
        }

        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '%' or '=' or '+' or ':') ? text.ToString() : $"\"{text}\"";
    }
}
