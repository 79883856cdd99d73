using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;

namespace EnhancedConversions.PS.Hosting;

/// <summary>A command that does something to existing actions: those piped to it, or those of a name.</summary>
public abstract class ActionTargetCmdlet : ConversionCmdlet
{
    private const string ByName = "Name";
    private const string ByObject = "InputObject";

    /// <summary>Names of the actions; letter case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>An action of Get-ConversionAction. Its account must be connected, or named with -Account.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ValidateNotNull]
    public ConversionAction? InputObject { get; set; }

    /// <summary>The accounts to look for the names in; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>Does it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="action">The action, as it was read.</param>
    /// <exception cref="ConversionException">The network refused, or cannot do it.</exception>
    private protected abstract void Act(ConversionAccount account, ConversionAction action);

    private protected sealed override void Process()
    {
        if (InputObject is not null)
        {
            ActOn(OwnerOf(InputObject, Account), InputObject);
            return;
        }

        foreach (var name in Name!)
        {
            FindAndAct(name);
        }
    }

    /// <summary>The connected account an action was read from.</summary>
    /// <param name="action">The action.</param>
    /// <param name="named">The accounts of -Account; null for all connected.</param>
    /// <exception cref="ConversionException">It is not connected.</exception>
    internal static ConversionAccount OwnerOf(ConversionAction action, ConversionAccount[]? named) =>
        (named ?? Session.Current.Connected).LastOrDefault(account => account.Network == action.Network && account.AccountId == action.AccountId)
        ?? throw CmdletErrors.AccountNotConnected(action.Network, action.AccountId, $"conversion action '{action.Name}'");

    // A name needs to be known in one of the accounts only.
    private void FindAndAct(string name)
    {
        var refusals = new List<(ConversionException Refusal, ConversionAccount Account)>();
        var found = false;
        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                var action = Pump.Run(token => account.FindActionAsync(name, token));
                found = true;
                ActOn(account, action);
            }
            catch (ConversionException refusal)
            {
                refusals.Add((refusal, account));
            }
        }

        foreach (var (refusal, account) in refusals.Where(r => !found || r.Refusal.Kind != ErrorKind.NotFound))
        {
            WriteError(refusal, account.ToString());
        }
    }

    private void ActOn(ConversionAccount account, ConversionAction action)
    {
        try
        {
            Act(account, action);
        }
        catch (ConversionException refusal)
        {
            WriteError(refusal, $"{account}: {action.Name}");
        }
    }
}
