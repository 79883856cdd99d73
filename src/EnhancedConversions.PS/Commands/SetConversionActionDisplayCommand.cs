using System.Management.Automation;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Sets what reports call a conversion action, and whether they show it.</summary>
/// <remarks>
/// <para>Name and flag are kept in the catalogue, beside the ledger. No network is asked or told: the action keeps its name there, and counts as before. Sync-ConversionAction must have read the action once.</para>
/// <para>Two accounts may have conversions of the same name; a display name tells them apart, so no two actions can have the same one. Reports and objectives leave hidden actions out.</para>
/// </remarks>
/// <example>
/// <code>Sync-ConversionAction | Out-Null; Set-ConversionActionDisplay 'Signed contract' -DisplayName 'Contracts' -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Reports call the action Contracts from now on.</para>
/// </example>
/// <example>
/// <code>Sync-ConversionAction | Out-Null; Get-ConversionAction -Cached | Where-Object AcceptsUploads -eq $false | Set-ConversionActionDisplay -Hidden</code>
/// <para>Hides all actions that take no uploads. -Hidden:$false shows them again.</para>
/// </example>
/// <example>
/// <code>Sync-ConversionAction | Out-Null; Set-ConversionActionDisplay 'Signed contract' -DisplayName '' -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Goes back to the network's name.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "ConversionActionDisplay", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[OutputType(typeof(ConversionAction))]
public sealed class SetConversionActionDisplayCommand : ConversionCmdlet
{
    /// <summary>Names of the actions at their network, or display names; letter case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>An action of Get-ConversionAction. Its account must be connected, or named with -Account.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ValidateNotNull]
    public ConversionAction? InputObject { get; set; }

    /// <summary>What reports call the action, 1 to 100 characters; no other action's name. An empty text goes back to the network's name.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? DisplayName { get; set; }

    /// <summary>Has reports and objectives leave the action out; -Hidden:$false shows it again.</summary>
    [Parameter]
    public SwitchParameter Hidden { get; set; }

    /// <summary>The accounts to look for the names in; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private bool? IsHidden => MyInvocation.BoundParameters.ContainsKey(nameof(Hidden)) ? Hidden : null;

    private protected override void Begin()
    {
        if (DisplayName is null && IsHidden is null)
        {
            throw CmdletErrors.NothingToSet();
        }
    }

    private protected override void Process()
    {
        if (InputObject is not null)
        {
            Set(ActionTargetCmdlet.OwnerOf(InputObject, Account), InputObject);
            return;
        }

        var accounts = AccountsOrDefault(Account);
        foreach (var name in Name!)
        {
            try
            {
                var found = Pump.Run(token => ActionCatalogue.FindByNameAsync(accounts, name, token));
                if (found.Count > 1 && DisplayName is { Length: > 0 })
                {
                    throw CmdletErrors.OneNameForSeveral(name, found.Count);
                }

                foreach (var (account, action) in found)
                {
                    Set(account, action);
                }
            }
            catch (ConversionException exception)
            {
                WriteError(exception, name);
            }
        }
    }

    private void Set(ConversionAccount account, ConversionAction action)
    {
        var what = string.Join(" and ", new[] { DisplayName is null ? null : DisplayName.Length == 0 ? "call it by its own name" : $"call it '{DisplayName}'", IsHidden switch { true => "hide it", false => "show it", null => null } }.OfType<string>());
        if (!ShouldProcess($"{account}: {action.Name}", $"{what} in reports"))
        {
            return;
        }

        try
        {
            WriteObject(Pump.Run(token => ActionCatalogue.SetDisplayAsync(account, action.Id, DisplayName, IsHidden, token)));
        }
        catch (ConversionException exception)
        {
            WriteError(exception, $"{account}: {action.Name}");
        }
    }
}
