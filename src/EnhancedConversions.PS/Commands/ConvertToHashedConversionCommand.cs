using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Identifiers;
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
/// <code>ConvertTo-HashedConversion -Path ./leads.xlsx -Network GoogleAds -ShowNormalized | Select-Object -First 5 Source, NormalizedEmail, HashedEmail</code>
/// <para>Shows what was hashed, to find out why a hash made elsewhere is another one.</para>
/// </example>
[Cmdlet(VerbsData.ConvertTo, "HashedConversion", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(HashedConversion))]
public sealed class ConvertToHashedConversionCommand : FileReadingCmdlet
{
    private readonly LeftOutRows _leftOut = new();
    private ConversionFileOptions _reading = ConversionFileOptions.Default;
    private RowInput? _input;
    private int _rows;
    private bool _hasWarned;

    /// <summary>A row of Import-ConversionFile or New-OfflineConversion, a hashtable, or an object with properties named like the template's columns.</summary>
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

    /// <summary>The network whose normal form is used.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public AdNetwork Network { get; set; }

    /// <summary>Adds the properties NormalizedEmail and NormalizedPhoneNumber with the texts that were hashed, in plain, to compare with hashes made elsewhere. Warns once, as they are personal data.</summary>
    [Parameter]
    public SwitchParameter ShowNormalized { get; set; }

    private protected override void Begin()
    {
        _reading = Reading;
        _input = new RowInput(_reading);
    }

    private protected override void Process()
    {
        if (InputObject is not null)
        {
            Hash(_input!.Read(InputObject));
            return;
        }

        ForEachFile(Path, LiteralPath, path =>
        {
            using var file = OpenFile(path, _reading);
            foreach (var row in file.ReadRows())
            {
                Pump.Stopping.ThrowIfCancellationRequested();
                Hash(row);
            }
        });
    }

    private protected override void End()
    {
        if (_leftOut.Error(_rows) is { } error)
        {
            WriteError(error, target: null);
        }
    }

    private void Hash(OfflineConversion row)
    {
        _rows++;
        if (ConversionHasher.Hash(row, Network, TimeZone, Session.Current.Clock, out var findings) is { } hashed)
        {
            WriteObject(ShowNormalized ? WithNormalized(hashed, row) : hashed);
        }
        else
        {
            WriteVerbose(_leftOut.Add(row, findings));
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
