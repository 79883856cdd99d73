using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives Google's own account of recent offline uploads: by uploading client, and by action, with days, jobs and alerts.</summary>
/// <remarks>
/// <para>It is what the page Diagnostics of a conversion action shows in Google Ads: a mark, the rows of the last uploads, and as alerts the reasons rows failed for, each with its share. It covers everybody who uploads to the account, other tools included; an account without recent uploads gives nothing.</para>
/// <para>Google documents it for uploads by the Google Ads API and by files. Whether those by the Data Manager API are in it is not said; what became of these tells Get-ConversionUpload -Refresh. Microsoft Advertising has no such account.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionUploadDiagnostic -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows mark, rows and alerts of the account.</para>
/// </example>
/// <example>
/// <code>Get-ConversionUploadDiagnostic -Account (Get-ConversionAccount -Network GoogleAds) | Where-Object Status -eq NEEDS_ATTENTION | Select-Object -ExpandProperty Alerts</code>
/// <para>Lists why rows fail, where Google says that it needs attention.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionUploadDiagnostic")]
[OutputType(typeof(UploadDiagnostics))]
public sealed class GetConversionUploadDiagnosticCommand : ConversionCmdlet
{
    /// <summary>The accounts; those of the last connect when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process()
    {
        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                var network = account.Require<IGoogleAdsNetwork>("read upload diagnostics");
                WriteObject(Pump.Run(network.GetDiagnosticsAsync).Select(entry => entry with { Account = account.ToString() }), enumerateCollection: true);
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }
}
