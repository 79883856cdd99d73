using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Changes conversion actions, and of them only the settings that are given.</summary>
/// <remarks>
/// <para>Gives the action as it is then. Where a manager owns the account's conversions, the action is changed there.</para>
/// </remarks>
/// <example>
/// <code>Set-ConversionAction 'Signed contract' -ClickThroughWindowDays 60 -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Lets a signed contract count up to 60 days after the click.</para>
/// </example>
/// <example>
/// <code>Get-ConversionAction 'Signed contract' -Account (Get-ConversionAccount -Network GoogleAds) | Set-ConversionAction -Secondary -WhatIf</code>
/// <para>Shows the request that would keep the action out of bidding, and sends nothing.</para>
/// </example>
/// <example>
/// <code>Set-ConversionAction 'Walk-in' -EnhancedConversions -ClickThroughWindowMinutes 720 -Account (Get-ConversionAccount -Network MicrosoftAdvertising)</code>
/// <para>Lets a Microsoft goal take hashed identifiers, and count up to twelve hours after the click.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "ConversionAction", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[OutputType(typeof(ConversionAction))]
public sealed class SetConversionActionCommand : ActionTargetCmdlet
{
    /// <summary>A new name, unique in the account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>The network's category, in any letter case, with blanks or underscores.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CategoryCompleter))]
    public string? Category { get; set; }

    /// <summary>Enabled or Hidden at Google Ads, Enabled or Paused at Microsoft Advertising.</summary>
    [Parameter]
    [ValidateSet(nameof(ConversionActionStatus.Enabled), nameof(ConversionActionStatus.Paused), nameof(ConversionActionStatus.Hidden))]
    public ConversionActionStatus? Status { get; set; }

    /// <summary>Makes it primary: used for bidding.</summary>
    [Parameter]
    public SwitchParameter Primary { get; set; }

    /// <summary>Makes it secondary: reported, not used for bidding.</summary>
    [Parameter]
    public SwitchParameter Secondary { get; set; }

    /// <summary>What a conversion is worth when its row does not say so: None, Same for each, or Different with a default.</summary>
    [Parameter]
    public ConversionValueMode? ValueMode { get; set; }

    /// <summary>The value, or default value, in units of the currency.</summary>
    [Parameter]
    public decimal? Value { get; set; }

    /// <summary>ISO 4217 code of the value, for example EUR.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>Every conversion after a click counts (purchases), or only One (leads).</summary>
    [Parameter]
    public CountingType? Count { get; set; }

    /// <summary>Days after a click in which a conversion counts, 1 to 90.</summary>
    [Parameter]
    [ValidateRange(1, 90)]
    public int? ClickThroughWindowDays { get; set; }

    /// <summary>Microsoft: the same window to the minute, 1 to 129600, in place of -ClickThroughWindowDays.</summary>
    [Parameter]
    [ValidateRange(1, 129600)]
    public int? ClickThroughWindowMinutes { get; set; }

    /// <summary>Days after a view in which a conversion counts, 1 to 90. Google's own maximum is 30.</summary>
    [Parameter]
    [ValidateRange(1, 90)]
    public int? ViewThroughWindowDays { get; set; }

    /// <summary>How credit is given to clicks: DataDriven or LastClick.</summary>
    [Parameter]
    [ValidateSet(nameof(AttributionModel.DataDriven), nameof(AttributionModel.LastClick))]
    public AttributionModel? Attribution { get; set; }

    /// <summary>Google, calls: length in seconds from which a call counts, 0 to 10000.</summary>
    [Parameter]
    [ValidateRange(0, 10000)]
    public int? PhoneCallSeconds { get; set; }

    /// <summary>Microsoft: lets the goal take hashed e-mail addresses and phone numbers; -EnhancedConversions:$false takes that back. Google decides that for the account.</summary>
    [Parameter]
    public SwitchParameter EnhancedConversions { get; set; }

    /// <summary>Has Google Ads check the changes; nothing is changed. Microsoft Advertising offers no such check and reports an error.</summary>
    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    private protected override void Begin()
    {
        if (Primary && Secondary)
        {
            throw CmdletErrors.PrimaryAndSecondary();
        }
    }

    private protected override void Act(ConversionAccount account, ConversionAction action)
    {
        var changes = new ConversionActionChanges
        {
            Name = NewName,
            Category = Category,
            Status = Status,
            Primary = Primary ? true : Secondary ? false : null,
            ValueMode = ValueMode,
            Value = Value,
            Currency = Currency,
            Count = Count,
            ClickThroughWindowDays = ClickThroughWindowDays,
            ClickThroughWindowMinutes = ClickThroughWindowMinutes,
            ViewThroughWindowDays = ViewThroughWindowDays,
            Attribution = Attribution,
            PhoneCallSeconds = PhoneCallSeconds,
            EnhancedConversions = MyInvocation.BoundParameters.ContainsKey(nameof(EnhancedConversions)) ? EnhancedConversions.ToBool() : null,
        };
        var editor = account.Require<IActionEditor>("change conversion actions");
        var request = (account.GetNetwork() as IActionPreview)?.ShowUpdate(action, changes);
        ViewThroughNotice.Write(this, account, ViewThroughWindowDays);
        if (ShouldProcess(account.ToString(), $"{(ValidateOnly ? "check changes of" : "change")} conversion action '{action.Name}'{(request is null ? "" : $": {request}")}"))
        {
            WriteObject(Pump.Run(token => editor.UpdateActionAsync(action, changes, ValidateOnly, token)));
        }
    }
}
