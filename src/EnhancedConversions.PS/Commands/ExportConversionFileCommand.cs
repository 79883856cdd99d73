using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Commands;

/// <summary>Writes a hashed file that can be uploaded on the network's own web page, for accounts without API access.</summary>
/// <remarks>
/// <para>The file holds no plain e-mail address or phone number and only the columns the page takes: for Google Ads also order id and Google click id, for Microsoft Advertising its seven columns with times in UTC. Nothing is sent, and the ledger does not know of such a file.</para>
/// <para>With -TimeZone a file for Google Ads names that zone above its header and has its times in it; without it every time carries its offset.</para>
/// <para>Rows that cannot be sent are left out; one error at the end counts and names them. Rows with denied consent are left out for Microsoft Advertising, which has no column for consent, and one warning counts them.</para>
/// </remarks>
/// <example>
/// <code>Export-ConversionFile ./google.csv -Network GoogleAds -Path ./leads.xlsx -TimeZone Europe/Berlin</code>
/// <para>Hashes a workbook into a file for Google Ads, with the time zone named above the header.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Where-Object Value -gt 100 | Export-ConversionFile ./microsoft.xlsx -Network MicrosoftAdvertising -Force</code>
/// <para>Writes the larger sales to a workbook for Microsoft Advertising, over an existing one.</para>
/// </example>
[Cmdlet(VerbsData.Export, "ConversionFile", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportConversionFileCommand : FileReadingCmdlet
{
    private readonly LeftOutRows _leftOut = new();
    private ConversionFileOptions _reading = ConversionFileOptions.Default;
    private RowInput? _input;
    private UploadFile? _file;
    private string _destination = "";
    private int _rows;

    /// <summary>The file to write. Its ending decides the form: .xlsx or .csv.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>The network the file is for.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public AdNetwork Network { get; set; }

    /// <summary>A row of Import-ConversionFile, New-OfflineConversion or ConvertTo-HashedConversion, a hashtable, or an object with properties named like the template's columns.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The files to read; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The files to read, each name taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Google Ads: adds the columns GBRAID and WBRAID, which Google's help page does not list. Without it rows that have nothing else are left out.</summary>
    [Parameter]
    public SwitchParameter IncludeBraid { get; set; }

    /// <summary>Google Ads: custom variables that get a column each, headed 'Custom Variable: name'; Google's help page does not list such columns. Without it rows go without their custom variables, and one warning counts them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? CustomVariable { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        _reading = Reading;
        _input = new RowInput(_reading);
        _destination = FilePaths.Literal(this, Destination!);
        if (ShouldProcess(_destination, $"write hashed conversions for {ConversionAccount.NetworkName(Network)}"))
        {
            _file = new UploadFile(_destination, new UploadFileOptions { Network = Network, TimeZone = TimeZone, IncludeBraid = IncludeBraid, CustomVariables = CustomVariable ?? [], Overwrite = Force });
        }
    }

    private protected override void Process()
    {
        if (InputObject is not null)
        {
            Write(_input!.Read(InputObject));
            return;
        }

        ForEachFile(Path, LiteralPath, path =>
        {
            if (ConversionFile.IsSame(path, _destination))
            {
                throw CmdletErrors.DestinationIsSource(path);
            }

            using var file = OpenFile(path, _reading);
            foreach (var row in file.ReadRows())
            {
                Pump.Stopping.ThrowIfCancellationRequested();
                Write(row);
            }
        });
    }

    // The destination cannot be written any more, or must not be: completed, it would take the place of its source.
    private protected override bool EndsAll(ConversionException exception) => exception.Kind == ErrorKind.Storage || exception.ErrorId == CmdletErrors.DestinationIsSourceId;

    private protected override void End()
    {
        if (_leftOut.Error(_rows) is { } error)
        {
            WriteError(error, target: null);
        }

        if (_file is null)
        {
            return;
        }

        _file.Complete();
        if (_file.RowsWithoutConsent > 0)
        {
            WriteWarning($"{Wording.Count(_file.RowsWithoutConsent, "row")} with denied consent {(_file.RowsWithoutConsent == 1 ? "was" : "were")} left out: Microsoft Advertising has no column for consent.");
        }

        if (_file.RowsWithoutBraid > 0)
        {
            WriteWarning($"{Wording.Count(_file.RowsWithoutBraid, "row")} lost a GBRAID or WBRAID, for which the file has no column; -IncludeBraid adds the two.");
        }

        if (_file.RowsWithoutVariables > 0)
        {
            WriteWarning($"{Wording.Count(_file.RowsWithoutVariables, "row")} lost custom variables, for which the file has no column; -CustomVariable names them.");
        }

        WriteObject(InvokeProvider.Item.Get([_destination], force: true, literalPath: true), enumerateCollection: true);
    }

    private protected override void Release() => _file?.Dispose();

    private void Write(OfflineConversion row)
    {
        _rows++;
        if (ConversionHasher.Hash(row, Network, TimeZone, Session.Current.Clock, out var findings) is not { } hashed)
        {
            WriteVerbose(_leftOut.Add(row, findings));
        }
        else if (_file?.Write(hashed) is { } reason)
        {
            WriteVerbose(reason == UploadFile.ConsentIsDenied ? LeftOutRows.Sentence(row.Source, reason) : _leftOut.Add(row.Source, reason));
        }
    }
}
