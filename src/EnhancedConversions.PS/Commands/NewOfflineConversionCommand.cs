using System.Collections;
using System.Globalization;
using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Commands;

/// <summary>Makes an offline conversion from parameters, or from objects with properties named like the template's columns.</summary>
/// <remarks>
/// <para>Values are read by the same rules as the cells of a file. Nothing is refused here: what is wrong with a row is in its Findings, and one warning at the end counts such rows.</para>
/// <para>Send-OfflineConversion takes such objects directly as well; this command is for building rows, and for looking at them before they go.</para>
/// </remarks>
/// <example>
/// <code>New-OfflineConversion -Email jane.doe@example.com -ConversionName 'Signed contract' -ConversionTime '2026-11-18 14:05:00+01:00' -ConversionValue 1250 -ConversionCurrency EUR</code>
/// <para>Makes one conversion.</para>
/// </example>
/// <example>
/// <code>New-OfflineConversion jane.doe@example.com 'Signed contract' '2026-11-18 14:05:00+01:00' -CustomVariable @{ segment = 'new'; lead_source = 'trade fair' }</code>
/// <para>Makes one with two custom variables, by which Google Ads can split its conversions.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./leads.csv | New-OfflineConversion | Where-Object Findings</code>
/// <para>Reads a csv file with PowerShell's own command and shows the rows that need a look.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OfflineConversion")]
[OutputType(typeof(OfflineConversion))]
public sealed class NewOfflineConversionCommand : ConversionCmdlet
{
    private ConversionRowReader? _reader;
    private int _rows;
    private int _rowsWithFindings;

    /// <summary>E-mail address, plain or as SHA-256.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("E-mail", "Email Address", "Hashed Email", "Hashed Email Address")]
    public object? Email { get; set; }

    /// <summary>Phone number with country code, plain or as SHA-256.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Phone Number", "Phone", "Telephone", "Telephone Number", "Hashed Phone", "Hashed Phone Number")]
    public object? PhoneNumber { get; set; }

    /// <summary>Name of the conversion action or goal.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Name", "Conversion Action", "Conversion Action Name", "Conversion Goal", "Goal Name")]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public object? ConversionName { get; set; }

    /// <summary>When it happened: a date, or text in one of the forms the networks document. Without an offset the zone comes from -TimeZone, else from the account it is sent to.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Time", "Conversion Date Time", "Conversion Date")]
    public object? ConversionTime { get; set; }

    /// <summary>What it is worth: a number, or text with a decimal point and no currency sign.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Value", "Value")]
    public object? ConversionValue { get; set; }

    /// <summary>ISO 4217 code of the value, for example EUR.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Currency", "Conversion Currency Code", "Currency", "Currency Code")]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public object? ConversionCurrency { get; set; }

    /// <summary>Whether this person's data may be sent to Google for advertising: Granted, Denied or empty.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Ad User Data", "Ad User Data Consent")]
    [ArgumentCompleter(typeof(ConsentCompleter))]
    public object? AdUserData { get; set; }

    /// <summary>Whether this person's data may be used for personalised ads: Granted, Denied or empty.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Ad Personalization", "Ad Personalisation", "Ad Personalization Consent")]
    [ArgumentCompleter(typeof(ConsentCompleter))]
    public object? AdPersonalization { get; set; }

    /// <summary>Your own order id, unique per action. It must not hold an e-mail address or a phone number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Order ID", "Transaction ID")]
    public object? OrderId { get; set; }

    /// <summary>Google click id (GCLID).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Google Click ID", "Gclid")]
    public object? GoogleClickId { get; set; }

    /// <summary>Google click id of an iOS app click (GBRAID).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Gbraid { get; set; }

    /// <summary>Google click id of an iOS web click (WBRAID).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Wbraid { get; set; }

    /// <summary>Microsoft click id (MSCLKID).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Microsoft Click ID", "Msclkid")]
    public object? MicrosoftClickId { get; set; }

    /// <summary>Time zone of a time that names none: an IANA name, a Windows name, or an offset such as +0100.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Time Zone", "Conversion Time Zone")]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public object? TimeZone { get; set; }

    /// <summary>Custom variables of Google Ads by name, as a hashtable: @{ segment = 'new' }. Objects may have them in a property of this name, or each in a property 'Custom Variable: segment'. They travel in plain text and must not hold personal data.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Custom Variable", "CustomVariables", "Custom Variables")]
    public object? CustomVariable { get; set; }

    /// <summary>The object whose properties are bound, or a hashtable in its place; what has no parameter of its own, such as 'Custom Variable: segment', is taken from it.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

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

    private protected override void Begin() => _reader = new ConversionRowReader(ReadingOptions.Make(worksheetName: null, map: null, timeZone: null, DefaultCountry, Culture));

    private protected override void Process()
    {
        // Not BoundParameters: the engine keeps there what an earlier object bound.
        (string Field, object? Value)[] cells =
        [
            (nameof(Email), Email),
            (nameof(PhoneNumber), PhoneNumber),
            (nameof(ConversionName), ConversionName),
            (nameof(ConversionTime), ConversionTime),
            (nameof(ConversionValue), ConversionValue),
            (nameof(ConversionCurrency), ConversionCurrency),
            (nameof(AdUserData), AdUserData),
            (nameof(AdPersonalization), AdPersonalization),
            (nameof(OrderId), OrderId),
            (nameof(GoogleClickId), GoogleClickId),
            (nameof(Gbraid), Gbraid),
            (nameof(Wbraid), Wbraid),
            (nameof(MicrosoftClickId), MicrosoftClickId),
            (nameof(TimeZone), TimeZone),
            (nameof(CustomVariable), CustomVariable),
        ];

        // The first of two cells of a field counts: parameters win, and a hashtable, whose entries bind to none, fills what they leave open.
        var given = InputObject?.BaseObject is IDictionary ? cells.Where(c => c.Value is not null) : cells;
        var more = InputObject is null ? [] : RowInput.Cells(InputObject).Select(p => (Field: p.Key, p.Value));
        var row = _reader!.Read(given.Concat(more).Select(c => KeyValuePair.Create(c.Field, RowInput.Plain(c.Value))), new RowSource(File: null, Sheet: null, ++_rows));
        _rowsWithFindings += row.Findings.Any(f => f.Severity == FindingSeverity.Error) ? 1 : 0;
        WriteObject(row);
    }

    private protected override void End()
    {
        if (_rowsWithFindings > 0)
        {
            WriteWarning($"{Wording.Count(_rowsWithFindings, "row")} of {Wording.Number(_rows)} cannot be sent as they are. Each row's reasons are in its Findings.");
        }
    }
}
