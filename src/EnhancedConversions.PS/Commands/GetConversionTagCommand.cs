using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives what has to stand on the website. Google Ads: the Google tag with enhanced conversions allowed, the call that hands over what a visitor entered, an action's event snippet, and the same as steps in Google Tag Manager. Microsoft Advertising: the UET tags.</summary>
/// <remarks>
/// <para>For Microsoft Advertising it gives the UET tags of the customer, with the calls for consent and for what a visitor entered. They serve all goals; offline goals count without one.</para>
/// <para>Without the Google tag an uploaded sale finds its lead by click id only. An action for imports has no event of its own on the page; one made with -Type WebPage, ClickToCall or WebsiteCall has. Under cross-account conversion tracking the conversion id is the manager's.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionTag -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows the tag of the account, ready to be pasted; Format-Table shows its numbers alone.</para>
/// </example>
/// <example>
/// <code>(Get-ConversionTag 'Signed contract' -Account (Get-ConversionAccount -Network GoogleAds)).TagManagerSteps</code>
/// <para>Lists what to make in Google Tag Manager, with the values of the fields.</para>
/// </example>
/// <example>
/// <code>(Get-ConversionTag -Account (Get-ConversionAccount -Network MicrosoftAdvertising)).TrackingScript</code>
/// <para>Shows the scripts of the UET tags, to stand in the head of every page.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionTag")]
[OutputType(typeof(ConversionTag), typeof(UetTag))]
public sealed class GetConversionTagCommand : ConversionCmdlet
{
    /// <summary>Google: name of the action whose event is wanted too; the account's tag alone when left out. At Microsoft it changes nothing, but it must be the name of a goal.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ConversionName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The accounts; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process()
    {
        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                WriteObject(Pump.Run(token => ReadTagsAsync(account, token)), enumerateCollection: true);
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }

    private async Task<IReadOnlyList<object>> ReadTagsAsync(ConversionAccount account, CancellationToken cancellationToken)
    {
        var action = Name is null ? null : await account.FindActionAsync(Name, cancellationToken).ConfigureAwait(false);
        return account.GetNetwork() is IMicrosoftAdvertisingNetwork microsoft
            ? await microsoft.GetTagsAsync(cancellationToken).ConfigureAwait(false)
            : [await account.Require<IGoogleAdsNetwork>("give tags").GetTagAsync(action, cancellationToken).ConfigureAwait(false)];
    }
}
