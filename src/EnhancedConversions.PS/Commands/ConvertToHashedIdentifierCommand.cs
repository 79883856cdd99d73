using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Normalizes and hashes single e-mail addresses or phone numbers, or a column of them, for one network.</summary>
/// <remarks>
/// <para>Gives one object a value: the hash, or the problem that stands in its way. The view hides the hash, which is personal data; it is in the property Hash.</para>
/// <para>A value that is a SHA-256 hash already is given back as it is, in lower-case hex digits.</para>
/// </remarks>
/// <example>
/// <code>('jane.doe@example.com' | ConvertTo-HashedIdentifier -Kind Email -Network GoogleAds).Hash</code>
/// <para>Hashes one address in the way of Google Ads.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./leads.csv | ConvertTo-HashedIdentifier -Property 'Phone Number' -Kind PhoneNumber -Network MicrosoftAdvertising -DefaultCountry GB | Where-Object Problem</code>
/// <para>Finds the numbers of a column that cannot be used.</para>
/// </example>
[Cmdlet(VerbsData.ConvertTo, "HashedIdentifier")]
[OutputType(typeof(HashedIdentifier))]
public sealed class ConvertToHashedIdentifierCommand : ConversionCmdlet
{
    private IdentifierConverter? _converter;

    /// <summary>The value, or with -Property an object that has it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Name of the property or column that holds the value.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Property { get; set; }

    /// <summary>What the values are: Email or PhoneNumber.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public IdentifierKind Kind { get; set; }

    /// <summary>The network whose normal form is used.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public AdNetwork Network { get; set; }

    /// <summary>Country of phone numbers that carry no country code, as two letters of ISO 3166, for example DE; without it such numbers are refused.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CountryCompleter))]
    public string? DefaultCountry { get; set; }

    private protected override void Begin() => _converter = new IdentifierConverter(Kind, Network, DefaultCountry);

    private protected override void Process() =>
        WriteObject(_converter!.Convert(RowInput.Plain(Property is null ? InputObject : InputObject?.Properties[Property]?.Value)));
}
