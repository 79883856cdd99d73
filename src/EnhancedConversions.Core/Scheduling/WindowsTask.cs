using System.Globalization;
using System.Text;
using System.Xml;

namespace EnhancedConversions.Scheduling;

/// <summary>
/// A task definition of Windows Task Scheduler ([MS-TSCH] 2.5), version 1.2.
/// Triggers know no zone: a time without offset is the machine's, one in UTC ignores daylight saving. So each stretch of days on which
/// the zone's clocks stand alike has a trigger of its own in UTC, and the task is right on every machine, in whatever zone.
/// </summary>
internal static class WindowsTask
{
    /// <summary>Most triggers a task may have (Task Scheduler documentation, Task Triggers).</summary>
    internal const int MaximumTriggers = 48;

    private const string Namespace = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    // Where the installer puts it; the scheduler fills the variable in.
    private const string DefaultPowerShell = @"%ProgramFiles%\PowerShell\7\pwsh.exe";

    public static ConversionSchedule Make(ScheduleSettings settings, DailyTime time)
    {
        var run = new PowerShellRun(settings);
        var words = run.Arguments;
        if (run.HasLines || words.Any(w => w.Contains('%', StringComparison.Ordinal) || w.Contains("$(", StringComparison.Ordinal)))
        {
            // The scheduler fills in %VARIABLES% and $(Arg0), and knows no way to write them as they are.
            words = run.EncodedArguments;
        }

        var program = settings.PowerShellPath ?? DefaultPowerShell;
        var arguments = string.Join(' ', words.Select(Quote));
        var triggers = Triggers(time);
        var file = new ScheduleFile(settings.Name + ".xml", Write(settings, time, triggers, program, arguments), IsUtf16: true);
        return new ConversionSchedule
        {
            Target = settings.Target,
            Name = settings.Name,
            At = time.At,
            TimeZone = time.ZoneId,
            CommandLine = $"{Quote(program)} {arguments}",
            Files = new[] { file },
            NextRuns = time.Next(settings.NextRunCount),
            Register = $"Register-ScheduledTask -TaskName {PowerShellRun.Quote(settings.Name)} -Xml (Get-Content -LiteralPath {PowerShellRun.Quote(file.Name)} -Raw) -User <user> -Password <password>",
            Notes = (string[])
            [
                "The user of the task must be the one whose ledger, vault and key files the run uses. Without -User it runs only while you are signed in.",
                .. time.IsUniform ? Array.Empty<string>() :
                [
                    $"Task Scheduler knows no time zone in a trigger, so the task has one trigger in UTC for each stretch between clock changes, up to {triggers[^1].First:yyyy-MM-dd}; from then on it keeps that last offset. Make it anew before, or when the zone's rules change.",
                ],
            ],
        };
    }

    /// <summary>A word of a command line as Windows programs read it (CommandLineToArgvW).</summary>
    internal static string Quote(string word)
    {
        if (word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c == '"'))
        {
            return word;
        }

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in word)
        {
            if (c == '"')
            {
                // Backslashes count double before a quote, and nowhere else.
                quoted.Append('\\', backslashes + 1);
            }

            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.Append(c);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    /// <summary>Stretches of days that follow each other by 24 hours; the last one has no end.</summary>
    internal static IReadOnlyList<(DateTimeOffset First, DateTimeOffset? Last)> Triggers(DailyTime time)
    {
        if (time.IsUniform)
        {
            return [(time.Next(1)[0].Utc, null)];
        }

        var stretches = new List<(DateTimeOffset First, DateTimeOffset? Last)>();
        foreach (var at in time.All().Select(run => run.Utc))
        {
            if (stretches.Count > 0 && at - stretches[^1].Last == TimeSpan.FromDays(1))
            {
                stretches[^1] = (stretches[^1].First, at);
            }
            else if (stretches.Count == MaximumTriggers)
            {
                break;
            }
            else
            {
                stretches.Add((at, at));
            }
        }

        stretches[^1] = (stretches[^1].First, null);
        return stretches;
    }

    private static string Write(ScheduleSettings settings, DailyTime time, IReadOnlyList<(DateTimeOffset First, DateTimeOffset? Last)> triggers, string program, string arguments)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("Task", Namespace);
            xml.WriteAttributeString("version", "1.2");
            xml.WriteStartElement("RegistrationInfo");
            xml.WriteElementString("Description", $"Daily at {time.Text} in {time.ZoneId}.");
            xml.WriteEndElement();
            xml.WriteStartElement("Triggers");
            foreach (var (first, last) in triggers)
            {
                xml.WriteStartElement("CalendarTrigger");
                xml.WriteElementString("Enabled", "true");
                xml.WriteElementString("StartBoundary", Boundary(first));
                if (last is { } end)
                {
                    xml.WriteElementString("EndBoundary", Boundary(end.AddHours(1)));
                }

                xml.WriteStartElement("ScheduleByDay");
                xml.WriteElementString("DaysInterval", "1");
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteStartElement("Settings");
            xml.WriteElementString("MultipleInstancesPolicy", "IgnoreNew");
            xml.WriteElementString("DisallowStartIfOnBatteries", "false");
            xml.WriteElementString("StopIfGoingOnBatteries", "false");
            xml.WriteElementString("StartWhenAvailable", "true");
            xml.WriteElementString("RunOnlyIfNetworkAvailable", "true");
            xml.WriteElementString("ExecutionTimeLimit", "PT12H");
            xml.WriteEndElement();
            xml.WriteStartElement("Actions");
            xml.WriteStartElement("Exec");
            xml.WriteElementString("Command", program);
            xml.WriteElementString("Arguments", arguments);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString() + "\n";
    }

    private static string Boundary(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
