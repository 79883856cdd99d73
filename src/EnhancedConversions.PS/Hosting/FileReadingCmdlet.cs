using System.Collections;
using System.Globalization;
using System.Management.Automation;
using EnhancedConversions.Files;
using EnhancedConversions.PS.Completion;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// A command that reads rows from files, or from objects as if they were rows of a file: the parameters that say how.
/// Its paths are declared by each command, as they bind differently beside what else it takes.
/// </summary>
public abstract class FileReadingCmdlet : ConversionCmdlet
{
    /// <summary>The worksheet to read; the first one with a known table when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(WorksheetNameCompleter))]
    public string? WorksheetName { get; set; }

    /// <summary>Your own headers or property names by field, for example @{ Email = 'E-Mail Adresse'; ConversionTime = 'Datum' }. Fields: Email, PhoneNumber, ConversionName, ConversionTime, ConversionValue, ConversionCurrency, OrderId, AdUserData, AdPersonalization, GoogleClickId, Gbraid, Wbraid, MicrosoftClickId, TimeZone, and for custom variables CustomVariable with the name: @{ 'CustomVariable:segment' = 'Kundengruppe' }. Only headers that are not known by themselves need an entry.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ColumnMapCompleter))]
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

    /// <summary>The parameters as Core takes them.</summary>
    private protected ConversionFileOptions Reading => ReadingOptions.Make(WorksheetName, Map, TimeZone, DefaultCountry, Culture);

    /// <summary>Does something with each file of the paths. An error about one file is reported, and the next file comes.</summary>
    /// <param name="paths">-Path.</param>
    /// <param name="literalPaths">-LiteralPath.</param>
    /// <param name="read">What to do with the full path of a file.</param>
    private protected void ForEachFile(string[]? paths, string[]? literalPaths, Action<string> read)
    {
        foreach (var path in FilePaths.All(this, paths, literalPaths, Report))
        {
            try
            {
                read(path);
            }
            catch (ConversionException exception) when (!EndsAll(exception))
            {
                Report(exception, path);
            }
        }
    }

    /// <summary>Says that a file has a header only: an export that went wrong looks like one with nothing to do.</summary>
    /// <param name="path">The file.</param>
    private protected void WarnOfNoRows(string path) => WriteWarning($"{path} has a header and no rows.");

    /// <summary>Hears of an error about one path.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">The path.</param>
    private protected virtual void Report(ConversionException exception, object? target) => WriteError(exception, target);

    /// <summary>Whether no further file can be read after an error.</summary>
    /// <param name="exception">The error.</param>
    private protected virtual bool EndsAll(ConversionException exception) => false;
}
