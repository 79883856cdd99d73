using System.Collections;
using System.Globalization;
using System.Text;

namespace EnhancedConversions.Scheduling;

/// <summary>A schedule of Azure Automation, which keeps the zone itself, and its link to a runbook, as parameters of the Az.Automation commands.</summary>
internal static class AzureSchedule
{
    // Azure refuses a start less than five minutes ahead; the rest is for the person who registers it.
    private static readonly TimeSpan s_notice = TimeSpan.FromMinutes(15);

    public static ConversionSchedule Make(ScheduleSettings settings, DailyTime time)
    {
        var group = Given(settings.ResourceGroupName, "ResourceGroupName");
        var automation = Given(settings.AutomationAccountName, "AutomationAccountName");
        var runbook = Given(settings.RunbookName, "RunbookName");
        var first = time.All().First(run => run.Utc >= settings.From + s_notice);
        var schedule = new Hashtable
        {
            ["ResourceGroupName"] = group,
            ["AutomationAccountName"] = automation,
            ["Name"] = settings.Name,
            ["Description"] = $"Daily at {time.Text} in {time.ZoneId}.",
            ["StartTime"] = first.Local,
            ["DayInterval"] = (byte)1,
            ["TimeZone"] = time.ZoneId,
        };
        var link = new Hashtable
        {
            ["ResourceGroupName"] = group,
            ["AutomationAccountName"] = automation,
            ["RunbookName"] = runbook,
            ["ScheduleName"] = settings.Name,
        };
        if (settings.RunbookParameters is { Count: > 0 } parameters)
        {
            var given = new Hashtable(StringComparer.OrdinalIgnoreCase);
            foreach (DictionaryEntry parameter in parameters)
            {
                given[parameter.Key.ToString()!] = parameter.Value;
            }

            link["Parameters"] = given;
        }

        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# {settings.Name}: daily at {time.Text} in {time.ZoneId}. Sign in with Connect-AzAccount before.\n$schedule = ");
        Write(text, schedule, "");
        text.Append("\n\n$runbook = ");
        Write(text, link, "");
        text.Append("\n\nNew-AzAutomationSchedule @schedule\nRegister-AzAutomationScheduledRunbook @runbook\n");
        return new ConversionSchedule
        {
            Target = settings.Target,
            Name = settings.Name,
            At = time.At,
            TimeZone = time.ZoneId,
            Files = new[] { new ScheduleFile(settings.Name + ".ps1", text.ToString()) },
            NextRuns = time.All().SkipWhile(run => run.Utc < first.Utc).Take(settings.NextRunCount).ToArray(),
            Register = "$schedule = $definition.Schedule; $runbook = $definition.Runbook; New-AzAutomationSchedule @schedule; Register-AzAutomationScheduledRunbook @runbook",
            Notes = (string[])
            [
                "The runbook must be published. Azure refuses a schedule whose start is less than five minutes ahead: make it anew when that time has passed.",
                .. time.Skipped().Count == 0 ? Array.Empty<string>() : [$"On some days the clocks skip {time.Text}; what Azure does then is not published. Choose another time of day."],
            ],
            Schedule = schedule,
            Runbook = link,
        };
    }

    private static string Given(string? value, string parameter) => string.IsNullOrWhiteSpace(value) ? throw ScheduleErrors.RunbookMissing(parameter) : value;

    private static void Write(StringBuilder text, Hashtable table, string indent)
    {
        text.Append("@{\n");
        foreach (var key in table.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}    {PowerShellRun.Quote(key)} = {Value(table[key], indent + "    ")}\n");
        }

        text.Append(indent).Append('}');
    }

    private static string Value(object? value, string indent)
    {
        switch (value)
        {
            case Hashtable table:
                var text = new StringBuilder();
                Write(text, table, indent);
                return text.ToString();
            case DateTimeOffset time:
                return string.Create(CultureInfo.InvariantCulture, $"[DateTimeOffset] '{time:yyyy-MM-dd'T'HH:mm:sszzz}'");
            case bool flag:
                return flag ? "$true" : "$false";
            case byte or short or int or long or decimal or double:
                return Convert.ToString(value, CultureInfo.InvariantCulture)!;
            case null:
                return "$null";
            case IEnumerable list when value is not string:
                return $"@({string.Join(", ", list.Cast<object?>().Select(item => Value(item, indent)))})";
            default:
                return PowerShellRun.Quote(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
    }
}
