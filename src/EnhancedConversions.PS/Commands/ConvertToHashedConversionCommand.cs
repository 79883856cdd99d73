using System.Collections;
using System.Globalization;
using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Commands;

/// <summary>Normalizes and hashes the e-mail addresses and phone numbers of conversions for one network.</summary>
/// <remarks>
/// <para>Each network has its own normal form, so one address can need two hashes; a hashed row can be sent to its own network only. Send-OfflineConversion hashes by itself: this command is for those who want the hashes, or want them made on another machine.</para>
/// <para>Rows that cannot be hashed are left out; one error at the end counts and names them.</para>
/// </remarks>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | ConvertTo-HashedConversion -Network GoogleAds | Send-OfflineConversion -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Hashes rows for Google Ads and sends them there.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./leads.csv | ConvertTo-HashedConversion -Network MicrosoftAdvertising -TimeZone Europe/Berlin | Export-Csv ./hashed.csv</code>
/// <para>Writes a file without any plain address or number.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | ConvertTo-HashedConversion -Network GoogleAds -ShowNormalized | Select-Object -First 5 Source, NormalizedEmail, HashedEmail</code>
/// <para>Shows what was hashed, to find out why a hash made elsewhere is another one.</para>
/// </example>
[Cmdlet(VerbsData.ConvertTo, "HashedConversion")]
[OutputType(typeof(HashedConversion))]
public sealed class ConvertToHashedConversionCommand : ConversionCmdlet
{
    private readonly LeftOutRows _leftOut = new();
    private RowInput? _input;
    private bool _hasWarned;

    /// <summary>A row of Import-ConversionFile or New-OfflineConversion, a hashtable, or an object with properties named like the template's columns.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The network whose normal form is used.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public AdNetwork Network { get; set; }

    /// <summary>Time zone of times that name none: an IANA name, a Windows name, or an offset such as +0100.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Your own property names by field, for example @{ Email = 'E-Mail Adresse' }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

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

    /// <summary>Adds the properties NormalizedEmail and NormalizedPhoneNumber with the texts that were hashed, in plain, to compare with hashes made elsewhere. Warns once, as they are personal data.</summary>
    [Parameter]
    public SwitchParameter ShowNormalized { get; set; }

    private protected override void Begin() => _input = new RowInput(ReadingOptions.Make(worksheetName: null, Map, TimeZone, DefaultCountry, Culture));

    private protected override void Process()
    {
        var row = _input!.Read(InputObject!);
        if (ConversionHasher.Hash(row, Network, TimeZone, Session.Current.Clock, out var findings) is { } hashed)
        {
            WriteObject(ShowNormalized ? WithNormalized(hashed, row) : hashed);
        }
        else
        {
            WriteVerbose(_leftOut.Add(row, findings));
        }
    }

    private protected override void End()
    {
        if (_leftOut.Error(_input!.Count) is { } error)
        {
            WriteError(error, target: null);
        }
    }

    private PSObject WithNormalized(HashedConversion hashed, OfflineConversion row)
    {
        if (!_hasWarned)
        {
            _hasWarned = true;
            WriteWarning("-ShowNormalized puts plain e-mail addresses and phone numbers on the output: keep them out of files, logs and transcripts.");
        }

        var shown = new PSObject(hashed);
        shown.Properties.Add(new PSNoteProperty("NormalizedEmail", IdentifierConverter.Normalize(row.Email, Network)));
        shown.Properties.Add(new PSNoteProperty("NormalizedPhoneNumber", IdentifierConverter.Normalize(row.PhoneNumber, Network)));
        return shown;
    }
}
