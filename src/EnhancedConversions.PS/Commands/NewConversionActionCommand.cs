using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Makes a conversion action (Google Ads) or an offline conversion goal (Microsoft Advertising).</summary>
/// <remarks>
/// <para>A setting that is left out takes the network's default. A new action should rest before the first upload, 6 hours at Google Ads and 2 at Microsoft Advertising: the networks refuse or lose conversions that come too soon.</para>
/// <para>The categories are not the same at both networks. With accounts of both connected, make two calls, each with its -Account and its category; tab completion of -Category offers those of the accounts.</para>
/// <para>A type other than Import is for events on the website, at Google Ads only; Get-ConversionTag then gives the tag to put there.</para>
/// <para>Microsoft lets enhanced conversions be turned on here only after a first such goal was made in its own pages. Settings that a network does not have are refused there, not left out: -Scope, -ClickThroughWindowMinutes and -EnhancedConversions are Microsoft's, -ViewThroughWindowDays, -Attribution and -PhoneCallSeconds are Google's.</para>
/// </remarks>
/// <example>
/// <code>New-ConversionAction -Name 'Signed contract 2027' -Category 'Converted lead' -Count One -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Makes an action that counts the first signed contract after a click.</para>
/// </example>
/// <example>
/// <code>New-ConversionAction -Name 'Web shop order' -Category Purchase -ValueMode Different -Value 50 -Currency EUR -ValidateOnly -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Has Google Ads check the settings and makes nothing.</para>
/// </example>
/// <example>
/// <code>New-ConversionAction -Name 'Fair visit' -Category Other -EnhancedConversions -Scope Customer -ClickThroughWindowMinutes 720 -Account (Get-ConversionAccount -Network MicrosoftAdvertising)</code>
/// <para>Makes an offline goal for all accounts of the Microsoft customer that takes hashed identifiers and counts up to twelve hours after the click.</para>
/// </example>
/// <example>
/// <code>'Name,Category,Count,ValueMode,Value,Currency', 'Visit booked,Book appointment,One,,,', 'Web order,Purchase,Every,Different,50,EUR' | ConvertFrom-Csv | New-ConversionAction -WhatIf -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows the requests that would make the actions of a list, which may as well be a file read by Import-Csv.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "ConversionAction", SupportsShouldProcess = true)]
[OutputType(typeof(ConversionAction))]
public sealed class NewConversionActionCommand : ConversionCmdlet
{
    /// <summary>Name, unique in the account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The network's category, in any letter case, with blanks or underscores: 'Qualified lead', PURCHASE.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CategoryCompleter))]
    public string? Category { get; set; }

    /// <summary>How its conversions come in: Import by upload, which is taken when left out; Google also WebPage, ClickToCall and WebsiteCall, by a tag.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public ConversionActionType? Type { get; set; }

    /// <summary>Makes it secondary: reported, not used for bidding. Without this switch it is primary.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell(On = nameof(Secondary))]
    public SwitchParameter Secondary { get; set; }

    /// <summary>What a conversion is worth when its row does not say so: None, which is taken when left out; Same for each; or Different with a default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public ConversionValueMode? ValueMode { get; set; }

    /// <summary>The value, or default value, in units of -Currency. Needed unless -ValueMode is None.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public decimal? Value { get; set; }

    /// <summary>ISO 4217 code of -Value, for example EUR.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>Every conversion after a click counts (purchases), or only One (leads).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public CountingType? Count { get; set; }

    /// <summary>Days after a click in which a conversion counts, 1 to 90.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? ClickThroughWindowDays { get; set; }

    /// <summary>Microsoft: the same window to the minute, 1 to 129600, in place of -ClickThroughWindowDays.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? ClickThroughWindowMinutes { get; set; }

    /// <summary>Days after a view in which a conversion counts, 1 to 90. Google's own maximum is 30.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? ViewThroughWindowDays { get; set; }

    /// <summary>How credit is given to clicks: DataDriven or LastClick.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public AttributionModel? Attribution { get; set; }

    /// <summary>Google, calls: length in seconds from which a call counts, 0 to 10000.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public int? PhoneCallSeconds { get; set; }

    /// <summary>Microsoft: lets the goal take hashed e-mail addresses and phone numbers. Google decides that for the account.</summary>
    [Parameter]
    public SwitchParameter EnhancedConversions { get; set; }

    /// <summary>Microsoft: whether the goal counts conversions of this Account, which is taken when left out, or of all accounts of the Customer. It cannot be changed later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Cell]
    public ConversionGoalScope? Scope { get; set; }

    /// <summary>Has Google Ads check the settings; nothing is made, and the action given has no Id. Microsoft Advertising offers no such check and reports an error.</summary>
    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    /// <summary>The accounts to make it in; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process()
    {
        var settings = new ConversionActionSettings
        {
            Name = Name!,
            Category = Category!,
            Type = Type ?? ConversionActionType.Import,
            Primary = !Secondary,
            ValueMode = ValueMode ?? ConversionValueMode.None,
            Value = Value,
            Currency = Currency,
            Count = Count,
            ClickThroughWindowDays = ClickThroughWindowDays,
            ClickThroughWindowMinutes = ClickThroughWindowMinutes,
            ViewThroughWindowDays = ViewThroughWindowDays,
            Attribution = Attribution,
            PhoneCallSeconds = PhoneCallSeconds,
            EnhancedConversions = MyInvocation.BoundParameters.ContainsKey(nameof(EnhancedConversions)) ? EnhancedConversions.ToBool() : null,
            Scope = Scope,
        };
        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                if (settings.Type != ConversionActionType.Import)
                {
                    account.Require<IGoogleAdsNetwork>($"make conversion actions of type {settings.Type}");
                }

                var request = (account.GetNetwork() as IActionPreview)?.ShowCreate(settings);
                ViewThroughNotice.Write(this, account, ViewThroughWindowDays);
                if (ShouldProcess(account.ToString(), $"{(ValidateOnly ? "check the settings of" : "make")} conversion action '{Name}'{(request is null ? "" : $": {request}")}"))
                {
                    WriteObject(Pump.Run(token => account.GetNetwork().CreateActionAsync(settings, ValidateOnly, token)));
                }
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }
}
