using System.Collections;
using System.Globalization;
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
[Cmdlet(VerbsData.Import, "ConversionFile", DefaultParameterSetName = "Path")]
[OutputType(typeof(OfflineConversion))]
public sealed class ImportConversionFileCommand : ConversionCmdlet
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

    /// <summary>The worksheet to read; the first one with a known table when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorksheetName { get; set; }

    /// <summary>Your own headers by field, for example @{ Email = 'E-Mail Adresse'; ConversionTime = 'Datum' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <summary>Time zone of times that name none, when the file names none either: an IANA name, a Windows name, or an offset such as +0100.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Country of phone numbers that carry no country code, as two letters of ISO 3166, for example DE. Such numbers are checked against the lengths of that country's numbers; without it they are refused. Numbers with + or 00 stay as they are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CountryCompleter))]
    public string? DefaultCountry { get; set; }

    /// <summary>Culture in which numbers and dates were written as text, for example de-DE: decimal comma, day before month. Left out, the networks' form counts: decimal point, month before day. Number and date cells of a workbook need none.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>The account whose time zone stands in when neither the file nor -TimeZone names one. Without it, such times take the zone of the account they are sent to.</summary>
    [Parameter]
    public ConversionAccount? Account { get; set; }

    private protected override void Process()
    {
        var options = ReadingOptions.Make(WorksheetName, Map, TimeZone ?? Account?.TimeZone, DefaultCountry, Culture);
        foreach (var path in FilePaths.All(this, Path, LiteralPath, WriteError))
        {
            try
            {
                using var file = OpenFile(path, options);

                // Reading is local and quick, so rows are drawn on the pipeline thread: as fast as the engine takes them.
                foreach (var row in file.ReadRows())
                {
                    Pump.Stopping.ThrowIfCancellationRequested();
                    _rows++;
                    _rowsWithFindings += row.Findings.Any(f => f.Severity == FindingSeverity.Error) ? 1 : 0;
                    WriteObject(row);
                }
            }
            catch (ConversionException exception)
            {
                WriteError(exception, path);
            }
        }
    }

    private protected override void End()
    {
        if (_rowsWithFindings > 0)
        {
            WriteWarning($"{Wording.Count(_rowsWithFindings, "row")} of {Wording.Number(_rows)} cannot be sent as they are. Each row's reasons are in its Findings; Test-ConversionFile lists them all.");
        }
    }
}
