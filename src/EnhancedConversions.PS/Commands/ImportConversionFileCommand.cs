using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Commands;

/// <summary>Reads offline conversions from Excel, csv or tsv files, row by row.</summary>
/// <remarks>
/// <para>Finds the table by its header: Adobe's, Google's and Microsoft's spellings are known, in any column order and letter case, and -Map adds your own. Every row is given, also those that cannot be sent; what is wrong with a row is in its Findings, and one warning at the end counts such rows.</para>
/// <para>E-mail addresses and phone numbers are masked wherever a row is shown. They are hashed when the row is sent, in the way of the network it goes to.</para>
/// </remarks>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Send-OfflineConversion</code>
/// <para>Reads a workbook and sends its rows.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Where-Object Findings | Select-Object -ExpandProperty Findings</code>
/// <para>Shows what is wrong, and where.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.csv -TimeZone Europe/Berlin | Where-Object Value -gt 100</code>
/// <para>Reads times that name no zone as Berlin time and keeps the larger sales.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./sales-de.csv -Map @{ Email = 'Kunde'; PhoneNumber = 'Telefon'; ConversionName = 'Vorgang'; ConversionTime = 'Datum'; ConversionValue = 'Betrag' } -Culture de-DE -DefaultCountry DE</code>
/// <para>Reads a German export: its headers, its decimal comma and day before month, and phone numbers such as 030 23125 123 as numbers in Germany.</para>
/// </example>
[Cmdlet(VerbsData.Import, "ConversionFile", DefaultParameterSetName = "Path")]
[OutputType(typeof(OfflineConversion))]
public sealed class ImportConversionFileCommand : FileReadingCmdlet
{
    private int _rows;
    private int _rowsWithFindings;

    /// <summary>The files to read; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The files to read, each name taken as it is. Files from Get-ChildItem bind here.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>The account whose time zone stands in when neither the file nor -TimeZone names one. Without it, such times take the zone of the account they are sent to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount? Account { get; set; }

    private protected override void Process()
    {
        var options = Reading with { TimeZone = TimeZone ?? Account?.TimeZone };
        ForEachFile(Path, LiteralPath, path =>
        {
            using var file = OpenFile(path, options);

            var before = _rows;

            // Reading is local and quick, so rows are drawn on the pipeline thread: as fast as the engine takes them.
            foreach (var row in file.ReadRows())
            {
                Pump.Stopping.ThrowIfCancellationRequested();
                _rows++;
                _rowsWithFindings += row.Findings.Any(f => f.Severity == FindingSeverity.Error) ? 1 : 0;
                WriteObject(row);
            }

            if (_rows == before)
            {
                WarnOfNoRows(path);
            }
        });
    }

    private protected override void End()
    {
        if (_rowsWithFindings > 0)
        {
            WriteWarning($"{Wording.Count(_rowsWithFindings, "row")} of {Wording.Number(_rows)} cannot be sent as they are. Each row's reasons are in its Findings; Test-ConversionFile lists them all.");
        }
    }
}
