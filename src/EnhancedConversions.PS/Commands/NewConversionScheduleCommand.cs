using System.Collections;
using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Scheduling;

namespace EnhancedConversions.PS.Commands;

/// <summary>Makes the definition of a daily run for Windows Task Scheduler, systemd, cron or Azure Automation.</summary>
/// <remarks>
/// <para>Registers nothing: the definition is given, with the runs to come in UTC and in the zone, and how to register it. With -OutputFolder its files are written. The run is Sync-ConversionAction at 05:00 in the account's time zone unless something else is said; any script can be named.</para>
/// <para>The time is kept across clock changes. systemd, cron and Azure Automation keep the zone themselves. Windows knows no zone in a trigger, so the task gets a trigger in UTC for each stretch between two clock changes of the next ten years. A run whose time of day the clocks skip is an hour later on that day with Windows and systemd; NextRuns and Notes tell.</para>
/// <para>A definition holds no credential. -SignIn is text in it that everybody who may read the definition can read: have it take secrets from a vault, a key file or a managed identity.</para>
/// </remarks>
/// <example>
/// <code>New-ConversionSchedule Systemd -SignIn { /etc/conversions/Connect.ps1 } | Select-Object -ExpandProperty Files | Format-List</code>
/// <para>Shows timer and service of a daily sync at 05:00 in the zone of the connected account.</para>
/// </example>
/// <example>
/// <code>New-ConversionSchedule WindowsTask -Name nightly-upload -At 02:00 -TimeZone America/New_York -ScriptPath 'C:\Jobs\Send-Nightly.ps1' -ScriptArgument '-Path', 'C:\Leads\*.xlsx', '-ConnectScript', 'C:\Jobs\Connect.ps1' -OutputFolder . -Force</code>
/// <para>Writes nightly-upload.xml for a script of one's own; without -ScriptPath the task would sync and send nothing. Register-ScheduledTask -Xml (Get-Content ./nightly-upload.xml -Raw) registers it.</para>
/// </example>
/// <example>
/// <code>(New-ConversionSchedule Cron -From 2027-03-26 -NextRunCount 4).NextRuns</code>
/// <para>Shows the runs around a clock change. The accounts of a sandbox need no sign-in.</para>
/// </example>
/// <example>
/// <code>$definition = New-ConversionSchedule AzureAutomation -ResourceGroupName ads -AutomationAccountName jobs -RunbookName Send-Nightly -RunbookParameter @{ Container = 'leads' }; $definition.Schedule</code>
/// <para>Makes the parameters for New-AzAutomationSchedule and, in Runbook, for Register-AzAutomationScheduledRunbook; both are ready to splat.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "ConversionSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(ConversionSchedule))]
public sealed class NewConversionScheduleCommand : ConversionCmdlet
{
    /// <summary>What runs the job: WindowsTask, Systemd, Cron or AzureAutomation.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScheduleTarget Target { get; set; }

    /// <summary>Name of the task, unit or schedule, and of its files.</summary>
    /// <value>conversion-sync</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "conversion-sync";

    /// <summary>Time of day in the zone, in whole minutes, for example 05:00.</summary>
    /// <value>05:00:00</value>
    [Parameter]
    public TimeSpan At { get; set; } = new(5, 0, 0);

    /// <summary>The accounts whose time zone counts, and which a sandbox's sync is for; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>Another zone than the account's: an IANA or Windows name. No account is needed then.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>How the sync signs in: a script block that connects the accounts. It becomes part of the definition, so it must hold no secret. A sandbox needs none.</summary>
    [Parameter]
    public ScriptBlock? SignIn { get; set; }

    /// <summary>A script to run instead of the sync: its full path on the machine that runs it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScriptPath { get; set; }

    /// <summary>Arguments of the script, in order: parameter names and values.</summary>
    [Parameter]
    [AllowEmptyString]
    public string[]? ScriptArgument { get; set; }

    /// <summary>The pwsh to run: its full path on the machine that runs it. Left out, where a usual installation has it: %ProgramFiles%\PowerShell\7\pwsh.exe, /usr/bin/pwsh.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PowerShellPath { get; set; }

    /// <summary>Azure: the resource group of the Automation account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResourceGroupName { get; set; }

    /// <summary>Azure: the Automation account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AutomationAccountName { get; set; }

    /// <summary>Azure: the published runbook to run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RunbookName { get; set; }

    /// <summary>Azure: parameters of the runbook.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? RunbookParameter { get; set; }

    /// <summary>The moment the schedule begins; now when left out.</summary>
    [Parameter]
    public DateTimeOffset? From { get; set; }

    /// <summary>How many runs to foretell, 1 to 366.</summary>
    /// <value>7</value>
    [Parameter]
    [ValidateRange(1, 366)]
    public int NextRunCount { get; set; } = 7;

    /// <summary>An existing folder to write the files of the definition to; nothing is written when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputFolder { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        var definition = ScheduleDefinition.Make(new ScheduleSettings
        {
            Target = Target,
            Name = Name,
            At = At,
            TimeZone = TimeZone ?? ScheduleDefinition.ZoneOf(AccountsOrDefault(Account)),
            From = From ?? DateTimeOffset.UtcNow,
            NextRunCount = NextRunCount,
            ScriptPath = ScriptPath,
            ScriptArguments = ScriptArgument ?? [],
            Command = Command(),
            PowerShellPath = PowerShellPath,
            ResourceGroupName = ResourceGroupName,
            AutomationAccountName = AutomationAccountName,
            RunbookName = RunbookName,
            RunbookParameters = RunbookParameter is null ? null : WithoutWrappers(RunbookParameter),
        });
        if (OutputFolder is not null)
        {
            var folder = FilePaths.Literal(this, OutputFolder);
            if (ShouldProcess(folder, $"write {string.Join(" and ", definition.Files)}"))
            {
                definition = ScheduleDefinition.Write(definition, folder, Force);
            }
        }

        WriteObject(definition);
    }

    private string? Command()
    {
        if (ScriptPath is not null && SignIn is not null)
        {
            throw CmdletErrors.ScriptAndSignIn();
        }

        return ScriptPath is not null || (Target == ScheduleTarget.AzureAutomation && SignIn is null)
            ? null
            : ScheduleDefinition.SyncCommand(SignIn?.ToString(), Account ?? Session.Current.Default);
    }

    private static Hashtable WithoutWrappers(IDictionary table)
    {
        var plain = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            plain[entry.Key.ToString()!] = Unwrapped.Of(entry.Value);
        }

        return plain;
    }
}
