using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Removes conversion actions for good; what they counted stays in reports.</summary>
/// <remarks>
/// <para>Asks before it removes; a script that is sure says -Confirm:$false. The name of a removed action stays taken.</para>
/// </remarks>
/// <example>
/// <code>Remove-ConversionAction 'Signed contract' -WhatIf -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows what would be removed, and removes nothing.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "ConversionAction", DefaultParameterSetName = "Name", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveConversionActionCommand : ActionTargetCmdlet
{
    /// <summary>Has the network check whether it could be removed; nothing is removed.</summary>
    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    private protected override void Act(ConversionAccount account, ConversionAction action)
    {
        var editor = account.Require<IActionEditor>("remove conversion actions");
        if (ShouldProcess(account.ToString(), $"{(ValidateOnly ? "check the removal of" : "remove")} conversion action '{action.Name}' (id {action.Id}, {action.Type})"))
        {
            Pump.Run(async token =>
            {
                await editor.RemoveActionAsync(action, ValidateOnly, token).ConfigureAwait(false);
                return true;
            });
        }
    }
}
