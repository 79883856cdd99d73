using System.Text;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Scheduling;

/// <summary>Makes definitions of daily runs. Registers nothing.</summary>
public static class ScheduleDefinition
{
    private const int LongestName = 80;

    /// <summary>Makes a definition.</summary>
    /// <param name="settings">What it is to be.</param>
    /// <exception cref="ConversionException">A setting cannot be, or one is missing.</exception>
    public static ConversionSchedule Make(ScheduleSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Check(settings);
        var time = new DailyTime(settings.At, settings.TimeZone, settings.From);
        return settings.Target switch
        {
            ScheduleTarget.WindowsTask => WindowsTask.Make(settings, time),
            ScheduleTarget.Systemd => SystemdTimer.Make(settings, time),
            ScheduleTarget.Cron => CronTable.Make(settings, time),
            _ => AzureSchedule.Make(settings, time),
        };
    }

    /// <summary>Writes the files of a definition, each whole or not at all.</summary>
    /// <param name="schedule">The definition.</param>
    /// <param name="folder">An existing folder, full path.</param>
    /// <param name="overwrite">True replaces existing files.</param>
    /// <returns>The definition with the paths of its files.</returns>
    /// <exception cref="ConversionException">A file exists, or the folder does not.</exception>
    public static ConversionSchedule Write(ConversionSchedule schedule, string folder, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var paths = schedule.Files.Select(file => Path.Combine(folder, file.Name)).ToArray();
        if (!overwrite && Array.Find(paths, File.Exists) is { } taken)
        {
            throw FileErrors.Exists(taken);
        }

        foreach (var (file, path) in schedule.Files.Zip(paths))
        {
            Encoding encoding = file.IsUtf16 ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true) : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            NewFile.Write(path, overwrite, stream => stream.Write([.. encoding.GetPreamble(), .. encoding.GetBytes(file.Content)]));
        }

        return schedule with { Written = paths };
    }

    /// <summary>The zone of some accounts, for a run that is for all of them.</summary>
    /// <param name="accounts">The accounts, at least one.</param>
    /// <exception cref="ConversionException">They have different zones.</exception>
    public static string ZoneOf(IReadOnlyList<ConversionAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var zones = accounts.Select(a => a.TimeZone).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return zones.Length == 1 ? zones[0] : throw ScheduleErrors.ZonesDiffer(string.Join(", ", zones));
    }

    /// <summary>The text of a run that signs in and syncs the actions of the accounts.</summary>
    /// <param name="signIn">PowerShell text that connects; null for sandbox accounts, which are connected with their state.</param>
    /// <param name="accounts">The accounts.</param>
    /// <exception cref="ConversionException">No sign-in was given and the accounts are real.</exception>
    public static string SyncCommand(string? signIn, IReadOnlyList<ConversionAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        if (string.IsNullOrWhiteSpace(signIn))
        {
            signIn = accounts.Count > 0 && accounts.All(a => a.IsSandbox && a.Ledger == accounts[0].Ledger)
                ? $"Connect-ConversionAccount -Sandbox -Network {string.Join(',', accounts.Select(a => a.Network).Distinct())} -StatePath {PowerShellRun.Quote(Path.GetDirectoryName(accounts[0].Ledger)!)}"
                : throw ScheduleErrors.NothingToRun();
        }

        // One account that fails is an error of the run, and the others go on.
        return $"$ErrorActionPreference = 'Stop'; & {{ {signIn.Trim()}{(signIn.Contains('\n', StringComparison.Ordinal) ? "\n" : " ")}}} | Out-Null; Get-ConversionAccount | Sync-ConversionAction -ErrorAction Continue";
    }

    private static void Check(ScheduleSettings settings)
    {
        if (settings.Name.Length is 0 or > LongestName || !char.IsAsciiLetterOrDigit(settings.Name[0]) || !settings.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw ScheduleErrors.NameInvalid(settings.Name);
        }

        if (settings.Target == ScheduleTarget.AzureAutomation)
        {
            if (settings.ScriptPath is not null || settings.Command is not null)
            {
                throw ScheduleErrors.ScriptForAzure();
            }

            return;
        }

        if (settings.ScriptPath is null && string.IsNullOrWhiteSpace(settings.Command))
        {
            throw ScheduleErrors.NothingToRun();
        }

        CheckPath(settings, "The script", settings.ScriptPath);
        if (settings.PowerShellPath is not ['%', ..] || settings.Target != ScheduleTarget.WindowsTask)
        {
            CheckPath(settings, "PowerShell's path", settings.PowerShellPath);
        }

        if (settings.ScriptArguments.Any(argument => argument.Any(char.IsControl)))
        {
            throw ScheduleErrors.TextInvalid("An argument");
        }

        if (settings.Command?.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) == true)
        {
            throw ScheduleErrors.TextInvalid("The command");
        }
    }

    private static void CheckPath(ScheduleSettings settings, string what, string? path)
    {
        if (path is null)
        {
            return;
        }

        if (path.Any(char.IsControl))
        {
            throw ScheduleErrors.TextInvalid(what);
        }

        // Definitions are made for other systems than this one, too.
        var absolute = settings.Target == ScheduleTarget.WindowsTask
            ? (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/') || path.StartsWith(@"\\", StringComparison.Ordinal)
            : path.StartsWith('/');
        if (!absolute)
        {
            throw ScheduleErrors.PathNotAbsolute(what, path);
        }
    }
}
