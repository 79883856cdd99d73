using System.Globalization;
using System.Management.Automation;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Removes uploads of a certain age from the ledger, and keeps what guards against sending a conversion twice.</summary>
/// <remarks>
/// <para>The digest of an accepted row stays as long as its network would take the conversion again, which is 90 days at most, so that the same file sent once more is still known. When they are older, the same command removes them as well. An upload that is running is not removed.</para>
/// <para>Asks before it removes, and says how much; a script that is sure says -Confirm:$false. Nothing changes at the networks.</para>
/// </remarks>
/// <example>
/// <code>Remove-ConversionUpload -OlderThanDays 120 -Confirm:$false</code>
/// <para>Removes uploads that began more than 120 days ago, without a question: for a scheduled task.</para>
/// </example>
/// <example>
/// <code>Remove-ConversionUpload -OlderThanDays 30 -WhatIf</code>
/// <para>Shows how many uploads and rows would be removed, and how many would stay.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "ConversionUpload", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UploadRemoval))]
public sealed class RemoveConversionUploadCommand : LedgerCmdlet
{
    /// <summary>Age in days, counted from the beginning of an upload; 0 is all that are over.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(0, 36_500)]
    public int OlderThanDays { get; set; }

    private protected override void Process()
    {
        foreach (var source in Sources())
        {
            try
            {
                Remove(source);
            }
            catch (ConversionException exception)
            {
                WriteError(exception, source.Ledger.ToString());
            }
        }
    }

    private void Remove(LedgerSource source)
    {
        var before = source.Clock.GetUtcNow().AddDays(-OlderThanDays);
        var filter = source.Within(new UploadFilter());
        var plan = Pump.Run(token => UploadHistory.PlanRemovalAsync(source.Ledger, before, filter, token, source.Clock));
        if (plan is { Uploads: 0, Rows: 0 })
        {
            WriteVerbose($"{source}: nothing to remove.");
            WriteObject(plan);
        }
        else if (ShouldProcess(source.ToString(), Describe(plan)))
        {
            WriteObject(Pump.Run(token => UploadHistory.RemoveAsync(source.Ledger, before, filter, token, source.Clock)));
        }
    }

    private static string Describe(UploadRemoval plan)
    {
        var kept = plan.KeptRows == 0 ? "" : $"; keep the digests of {Wording.Count(plan.KeptRows, "row")} against duplicates, the last until {plan.KeptUntil?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        return $"remove {Wording.Count(plan.Uploads, "upload")} with {Wording.Count(plan.Rows, "row")}{kept}";
    }
}
