using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Commands;

/// <summary>Checks files of offline conversions and reports, row by row, what a network would refuse.</summary>
/// <remarks>
/// <para>Makes no request unless -Account is given without -Cached. With either the report also knows the account's action names, its time zone, and what was sent to it before; names of custom variables are checked without -Cached only.</para>
/// <para>Ages are measured by the clock of the connected sandbox, if one is connected, else by the system's.</para>
/// <para>With -FixFile the rows that cannot be sent are written to a file of their own, in their columns and order, with the reasons behind them; correct that file and send it. It holds the same personal data as the file that was tested, so keep it where that one may be kept, and delete it when it has been sent.</para>
/// </remarks>
/// <example>
/// <code>Test-ConversionFile ./leads.xlsx</code>
/// <para>Shows how many rows are valid for both networks and what was found most often.</para>
/// </example>
/// <example>
/// <code>(Test-ConversionFile ./leads.xlsx -Network GoogleAds).Findings | Where-Object Severity -eq Error</code>
/// <para>Lists the errors by row.</para>
/// </example>
/// <example>
/// <code>if (Test-ConversionFile ./leads.xlsx -Account (Get-ConversionAccount) -Quiet) { Send-OfflineConversion -Path ./leads.xlsx }</code>
/// <para>Sends a file only when every row of it is valid.</para>
/// </example>
/// <example>
/// <code>Test-ConversionFile ./leads.xlsx -FixFile ./leads-to-correct.xlsx</code>
/// <para>Writes the rows that cannot be sent to a workbook, wrong cells coloured. When they are corrected, Send-OfflineConversion -Path ./leads-to-correct.xlsx sends them.</para>
/// </example>
/// <example>
/// <code>Sync-ConversionAction | Out-Null; Test-ConversionFile ./leads.xlsx -Cached</code>
/// <para>Checks action names, too, against the catalogue of the last sync; the networks are not asked.</para>
/// </example>
/// <example>
/// <code>$own = @{ Map = @{ Email = 'Kunde'; PhoneNumber = 'Telefon'; ConversionName = 'Vorgang'; ConversionTime = 'Datum'; ConversionValue = 'Betrag' }; Culture = 'de-DE'; TimeZone = 'Europe/Berlin'; DefaultCountry = 'DE' }; Test-ConversionFile ./sales-de.csv @own -FixFile ./sales-de-to-correct.csv -Force</code>
/// <para>Tests a file with headers of its own. The fix file has the same headers, so it is sent with the same options: Send-OfflineConversion -Path ./sales-de-to-correct.csv @own.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "ConversionFile", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(ConversionFileReport), typeof(bool))]
public sealed class TestConversionFileCommand : FileReadingCmdlet
{
    private bool _hasFixFile;

    /// <summary>The files to check; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The files to check, each name taken as it is. Files from Get-ChildItem bind here.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>The networks to check for; of the accounts only those of these networks are asked. Left out: the networks of the accounts, or both.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AdNetwork[]? Network { get; set; }

    /// <summary>The accounts whose action names, time zone and earlier uploads are taken into account; they are asked for their actions.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>Takes the accounts' actions from the catalogue, as Sync-ConversionAction last read them, so that no request is made. Without -Account the accounts of the last connect are taken.</summary>
    [Parameter]
    public SwitchParameter Cached { get; set; }

    /// <summary>A file to write the rows with errors to, .xlsx or .csv: their cells as they are, and the columns Reason and Original Row, which are passed over when the file is read again. For one tested file only. It holds personal data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FixFile { get; set; }

    /// <summary>Replaces an existing file of -FixFile.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives True or False instead of a report: True when every row of the file is valid. False also for a file that cannot be read.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        IReadOnlyList<ConversionAccount> accounts = Account ?? (Cached ? AccountsOrDefault(null) : []);
        var clock = accounts.Count > 0 ? accounts[0].GetClock() : Session.Current.Clock;
        var options = Reading;
        ForEachFile(Path, LiteralPath, path =>
        {
            if (FixFile is not null && _hasFixFile)
            {
                WriteError(CmdletErrors.FixFileTaken(FixFile, path), path);
                return;
            }

            var fixFile = FixFileFor(path);
            var report = Pump.Run(token => ConversionFileTest.RunAsync(path, options, Network ?? [], accounts, clock, token, fixFile, Cached));
            if (report.Rows == 0 && !Quiet)
            {
                WarnOfNoRows(path);
            }

            WriteObject(Quiet ? report.IsValid : report);
        });
    }

    // With -WhatIf the file is tested all the same: only writing is left out.
    private FixFileOptions? FixFileFor(string path)
    {
        if (FixFile is null)
        {
            return null;
        }

        _hasFixFile = true;
        var file = FilePaths.Literal(this, FixFile);
        return ShouldProcess(file, $"write the rows of '{System.IO.Path.GetFileName(path)}' that cannot be sent") ? new FixFileOptions(file, Force) : null;
    }

    private protected override void Report(ConversionException exception, object? target)
    {
        // Only a verdict on the file is False; a network that cannot be asked, or a fix file that cannot be written, is an error also under -Quiet.
        if (Quiet && ConversionFileTest.IsVerdict(exception))
        {
            WriteVerbose($"{exception.Message} {exception.RecommendedAction}");
            WriteObject(false);
        }
        else
        {
            WriteError(exception, target);
        }
    }
}
