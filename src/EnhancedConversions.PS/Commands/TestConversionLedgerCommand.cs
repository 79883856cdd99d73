using System.Management.Automation;
using EnhancedConversions.Ledger;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Checks ledgers from end to end: whether all of it can be read and fits together.</summary>
/// <remarks>
/// <para>Reads the whole ledger, which takes time on a large one, and changes nothing. Uploads may run meanwhile. Every upload checks by itself that its ledger is one, of this version and whole at its beginning; this command is for after a full disk, a power cut or a restored copy, and before an upload that matters.</para>
/// <para>A ledger that cannot be used is a result that says so and what to do; a database that cannot be reached is an error.</para>
/// </remarks>
/// <example>
/// <code>Test-ConversionLedger</code>
/// <para>Checks the ledgers of the connected accounts.</para>
/// </example>
/// <example>
/// <code>if (Test-ConversionLedger -Quiet) { Send-OfflineConversion -Path ./leads.xlsx }</code>
/// <para>Sends a file only when the ledger is whole.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "ConversionLedger")]
[OutputType(typeof(LedgerCheck), typeof(bool))]
public sealed class TestConversionLedgerCommand : LedgerCmdlet
{
    /// <summary>Gives True or False instead of a result for each ledger: True when uploads can go on with all of them.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        var usable = true;
        foreach (var ledger in Sources().Select(s => s.Ledger).DistinctBy(l => l.ToString()))
        {
            try
            {
                var check = Pump.Run(token => UploadHistory.TestAsync(ledger, token));
                usable &= check.IsUsable;
                if (Quiet)
                {
                    WriteVerbose($"{ledger}: {check.Condition}. {check.Message}".TrimEnd());
                }
                else
                {
                    WriteObject(check);
                }
            }
            catch (ConversionException exception)
            {
                usable = false;
                WriteError(exception, ledger.ToString());
            }
        }

        if (Quiet)
        {
            WriteObject(usable);
        }
    }
}
