using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Removes conversion actions for good, or pauses goals of Microsoft Advertising, which cannot be removed; what they counted stays in reports.</summary>
/// <remarks>
/// <para>Asks before it removes or pauses; a script that is sure says -Confirm:$false. The name of a removed action stays taken.</para>
/// <para>Microsoft Advertising has no way to remove a goal. It is paused instead, which a warning says; it counts nothing from then on, and Set-ConversionAction -Status Enabled takes that back.</para>
/// </remarks>
/// <example>
/// <code>Remove-ConversionAction 'Signed contract' -WhatIf -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows what would be removed, and removes nothing.</para>
/// </example>
/// <example>
/// <code>Remove-ConversionAction 'Walk-in' -PassThru -Confirm:$false -Account (Get-ConversionAccount -Network MicrosoftAdvertising)</code>
/// <para>Pauses a goal and shows it as it is then.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "ConversionAction", DefaultParameterSetName = "Name", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ConversionAction))]
public sealed class RemoveConversionActionCommand : ActionTargetCmdlet
{
    /// <summary>Has Google Ads check whether it could be removed; nothing is removed. Microsoft Advertising offers no such check and reports an error.</summary>
    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    /// <summary>Gives the action as it is then: Removed, or Paused. Nothing is given without it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Act(ConversionAccount account, ConversionAction action)
    {
        var editor = account.Require<IActionEditor>("remove conversion actions");
        var verb = editor.CanRemove ? "remove" : "pause (goals cannot be removed)";
        if (!ShouldProcess(account.ToString(), $"{(ValidateOnly ? "check the removal of" : verb)} conversion action '{action.Name}' (id {action.Id}, {action.Type})"))
        {
            return;
        }

        var left = Pump.Run(token => editor.RemoveActionAsync(action, ValidateOnly, token));
        if (left.Status == ConversionActionStatus.Paused)
        {
            WriteWarning($"{account}: the goal '{left.Name}' is paused and counts nothing from now on. {ConversionAccount.NetworkName(left.Network)} has no way to remove a goal.");
        }

        if (PassThru)
        {
            WriteObject(left);
        }
    }
}
