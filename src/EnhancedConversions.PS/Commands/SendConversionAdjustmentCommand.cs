using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Corrects conversions that were uploaded before: gives them another value, or takes them back.</summary>
/// <remarks>
/// <para>Google Ads knows a conversion by its order id, or by its Google click id and time; rows without an order id were uploaded with the TransactionId of their result. Microsoft Advertising knows it by what it was uploaded with and its time.</para>
/// <para>For Microsoft Advertising the same rows as at the upload do: Import-ConversionFile reads them, plain addresses and numbers are hashed again, and -DefaultCountry is the one used then. Whether the conversion is found shows later, in Get-ConversionUpload -Refresh (AdjustmentOriginalNotFound).</para>
/// <para>A restatement reaches Google Ads in one of two ways. A row with its order id, its time and an e-mail address, phone number or Google click id goes through the Data Manager API under the transaction id of the upload and overwrites its value, when the ledger knows that the upload was accepted: the rows of the uploaded file, with the new value, do. All others go as adjustments of the Google Ads API: rows without these, with -AdjustmentTime, with an order id that is there twice, without any currency, that this ledger does not know, and all on an account connected with -Route GoogleAdsApi. Data Manager would make a new conversion of an order id it does not know, so the ledger decides; and Google does not say whether adjustments find conversions that came through Data Manager, so give whole rows where you can. -Verbose tells how many went which way. Retractions are always adjustments.</para>
/// <para>Google Ads adjusts conversions from 24 hours to 54 days old; with -ConversionTime this is known before anything is sent, and rows that are too young are held. The ledger keeps the new value of what was overwritten, so that the corrected file sent again is AlreadySent without a word on its value; of adjustments it records nothing.</para>
/// <para>Taking conversions back asks first; a script that is sure says -Confirm:$false.</para>
/// </remarks>
/// <example>
/// <code>Send-ConversionAdjustment -Restate -ConversionName 'Signed contract' -OrderId A-1001 -ConversionValue 950 -ConversionCurrency EUR -WhatIf -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows what would be sent to give an order another value.</para>
/// </example>
/// <example>
/// <code>'Order ID,Conversion Name', 'A-1001,Signed contract', 'A-1002,Signed contract' | ConvertFrom-Csv | Send-ConversionAdjustment -Retract -WhatIf -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows which orders of a list would be taken back.</para>
/// </example>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Send-ConversionAdjustment -Restate -WhatIf -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows what would be sent to give the conversions of a corrected file the values it has now.</para>
/// </example>
/// <example>
/// <code>Send-ConversionAdjustment -Retract 'Signed contract' -Email jane.doe@example.com -ConversionTime '2026-11-18 10:00:00+0100' -WhatIf -Account (Get-ConversionAccount -Network MicrosoftAdvertising)</code>
/// <para>Shows what would be sent to take a conversion back at Microsoft Advertising.</para>
/// </example>
[Cmdlet(VerbsCommunications.Send, "ConversionAdjustment", DefaultParameterSetName = RestateSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UploadResult))]
public sealed class SendConversionAdjustmentCommand : ConversionCmdlet
{
    private const string RestateSet = "Restate";
    private const string RetractSet = "Retract";

    private readonly List<AdjustmentRow> _rows = [];
    private ConversionRowReader _reader = null!;

    /// <summary>Gives the conversions another value.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RestateSet)]
    public SwitchParameter Restate { get; set; }

    /// <summary>Takes the conversions back: they count no longer. A conversion that was taken back cannot be corrected again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RetractSet)]
    public SwitchParameter Retract { get; set; }

    /// <summary>Name of the conversion action or goal the conversion was uploaded to.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Name", "Conversion Action", "Conversion Action Name", "Conversion Goal", "Goal Name")]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public object? ConversionName { get; set; }

    /// <summary>The order id the conversion was uploaded with, or the TransactionId of its result.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Order ID", "TransactionId", "Transaction ID")]
    public object? OrderId { get; set; }

    /// <summary>Google click id (GCLID) the conversion was uploaded with: names it where it has no order id, together with -ConversionTime.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Google Click ID", "Gclid")]
    public object? GoogleClickId { get; set; }

    /// <summary>Microsoft click id (MSCLKID) the conversion was uploaded with.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Microsoft Click ID", "Msclkid")]
    public object? MicrosoftClickId { get; set; }

    /// <summary>E-mail address the conversion was uploaded with, plain or as SHA-256. It names the conversion to Microsoft; Google needs an identifier to overwrite a value.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("E-mail", "Email Address", "Hashed Email", "Hashed Email Address")]
    public object? Email { get; set; }

    /// <summary>Phone number the conversion was uploaded with, plain or as SHA-256. It names the conversion to Microsoft; Google needs an identifier to overwrite a value.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Phone Number", "Phone", "Telephone", "Telephone Number", "Hashed Phone", "Hashed Phone Number")]
    public object? PhoneNumber { get; set; }

    /// <summary>Country of phone numbers that carry no country code, as two letters of ISO 3166, for example DE: the same as when they were uploaded.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CountryCompleter))]
    public string? DefaultCountry { get; set; }

    /// <summary>When the conversion happened. Microsoft always needs it; Google with a click id, and to overwrite a value. Without an offset it is in the account's zone.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Time", "Conversion Date Time", "Conversion Date")]
    public object? ConversionTime { get; set; }

    /// <summary>The new value: a number, or text with a decimal point and no currency sign.</summary>
    [Parameter(ParameterSetName = RestateSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Value", "Value", "Adjusted Value")]
    public object? ConversionValue { get; set; }

    /// <summary>ISO 4217 code of the new value; that of the action when left out.</summary>
    [Parameter(ParameterSetName = RestateSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Conversion Currency", "Currency", "Adjusted Value Currency")]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public object? ConversionCurrency { get; set; }

    /// <summary>Whether this person's data may be sent to Google for advertising: Granted, Denied or empty, as at the upload.</summary>
    [Parameter(ParameterSetName = RestateSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Ad User Data", "Ad User Data Consent")]
    [ArgumentCompleter(typeof(ConsentCompleter))]
    public object? AdUserData { get; set; }

    /// <summary>Whether this person's data may be used for personalised ads: Granted, Denied or empty, as at the upload.</summary>
    [Parameter(ParameterSetName = RestateSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Ad Personalization", "Ad Personalisation", "Ad Personalization Consent")]
    [ArgumentCompleter(typeof(ConsentCompleter))]
    public object? AdPersonalization { get; set; }

    /// <summary>When the correction was made; a later one wins over an earlier one. The time of sending when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Adjustment Time")]
    [Cell]
    public DateTimeOffset? AdjustmentTime { get; set; }

    /// <summary>The accounts the conversions were uploaded to; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>Has Google Ads check the adjustments; nothing is adjusted.</summary>
    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    private protected override void Begin() => _reader = new ConversionRowReader(ConversionFileOptions.Default with { DefaultCountry = DefaultCountry });

    private protected override void Process()
    {
        (string Field, object? Value)[] cells =
        [
            (nameof(ConversionName), ConversionName),
            (nameof(OrderId), OrderId),
            (nameof(GoogleClickId), GoogleClickId),
            (nameof(MicrosoftClickId), MicrosoftClickId),
            (nameof(Email), Email),
            (nameof(PhoneNumber), PhoneNumber),
            (nameof(ConversionTime), ConversionTime),
            (nameof(ConversionValue), ConversionValue),
            (nameof(ConversionCurrency), ConversionCurrency),
            (nameof(AdUserData), AdUserData),
            (nameof(AdPersonalization), AdPersonalization),
        ];
        var row = _reader.Read(cells.Select(c => KeyValuePair.Create(c.Field, RowInput.Plain(c.Value))), new RowSource(File: null, Sheet: null, _rows.Count + 1));
        _rows.Add(new AdjustmentRow(Retract ? AdjustmentKind.Retract : AdjustmentKind.Restate, row, AdjustmentTime));
    }

    private protected override void End()
    {
        var total = 0;
        var bad = 0;
        foreach (var account in AccountsOrDefault(Account).Distinct())
        {
            try
            {
                var results = Adjust(account);
                total += results.Total;
                bad += results.NotAccepted;
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }

        if (bad > 0 && Confirmations.Of(this) != Confirmation.WhatIf)
        {
            WriteError(CmdletErrors.AdjustmentsNotAccepted(bad, total), null);
        }
    }

    private UploadTally Adjust(ConversionAccount account)
    {
        var plan = new UploadTally(account);
        Run(account, UploadMode.Plan, plan, emit: false);
        var what = $"{Wording.Count(plan[UploadStatus.Planned], Retract ? "retraction" : "restatement")} -> {account}";
        var whatIf = Confirmations.Of(this) == Confirmation.WhatIf;
        var mode = whatIf || plan[UploadStatus.Planned] == 0 ? UploadMode.Plan : ValidateOnly ? UploadMode.ValidateOnly : UploadMode.Send;
        var tally = new UploadTally(account);
        if (IsApproved(what, asks: mode == UploadMode.Send && Retract) || mode == UploadMode.Plan)
        {
            Run(account, mode, tally, emit: true);
        }

        return tally;
    }

    // Taking back is of high impact; a new value is of medium impact, like an upload.
    private bool IsApproved(string what, bool asks) =>
        (!asks && Confirmations.Of(this) == Confirmation.NotAsked) || ShouldProcess(what, $"Send {what}?", "Send-ConversionAdjustment");

    private void Run(ConversionAccount account, UploadMode mode, UploadTally tally, bool emit) => Pump.Run(async token =>
    {
        var progress = emit ? new UploadProgress(Pump, account, id: 1) : null;
        await foreach (var result in new ConversionAdjuster(account, mode, progress).AdjustAsync(_rows, token).ConfigureAwait(false))
        {
            tally.Add(result);
            if (emit)
            {
                await Pump.PostAsync(new PipelineMessage(PipelineStream.Output, result)).ConfigureAwait(false);
            }
        }

        return true;
    });
}
