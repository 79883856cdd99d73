using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives what has to stand on the website: the Google tag with enhanced conversions allowed, the call that hands over what a visitor entered, an action's event snippet, and the same as steps in Google Tag Manager.</summary>
/// <remarks>
/// <para>Without the tag an uploaded sale finds its lead by click id only. An action for imports has no event of its own on the page; one made with -Type WebPage, ClickToCall or WebsiteCall has. Under cross-account conversion tracking the conversion id is the manager's.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionTag -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows the tag of the account.</para>
/// </example>
/// <example>
/// <code>(Get-ConversionTag 'Signed contract' -Account (Get-ConversionAccount -Network GoogleAds)).TagManagerSteps</code>
/// <para>Lists what to make in Google Tag Manager, with the values of the fields.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionTag")]
[OutputType(typeof(ConversionTag))]
public sealed class GetConversionTagCommand : ConversionCmdlet
{
    /// <summary>Name of the action whose event is wanted too; the account's tag alone when left out.</summary>
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
                var network = account.Require<IGoogleAdsNetwork>("give tags");
                WriteObject(Pump.Run(async token =>
                {
                    var action = Name is null ? null : await account.FindActionAsync(Name, token).ConfigureAwait(false);
                    return await network.GetTagAsync(action, token).ConfigureAwait(false);
                }));
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }
}
