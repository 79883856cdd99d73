using System.Management.Automation;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Reads the conversion actions and goals of accounts into the local catalogue and gives what was added, changed or removed since the last time.</summary>
/// <remarks>
/// <para>The catalogue lies with the account's ledger: in its file, or in its database, where all who share the ledger share the catalogue too; a sandbox keeps its own with its state. Get-ConversionAction -Cached and Test-ConversionFile -Cached read it without the network, completion offers its names, and reports use the display names set by Set-ConversionActionDisplay.</para>
/// <para>The first sync of an account gives all its actions as Added. When nothing changed, nothing is given. An account that cannot be read is reported as an error and keeps the catalogue it had; the others go on. Changes at the networks are read only; nothing is changed there.</para>
/// </remarks>
/// <example>
/// <code>Sync-ConversionAction</code>
/// <para>Brings the catalogue of the connected accounts up to date and lists what changed.</para>
/// </example>
/// <example>
/// <code>Sync-ConversionAction | Where-Object Change -eq Changed | Select-Object -ExpandProperty Settings</code>
/// <para>Lists the settings somebody changed since the last sync, from what to what.</para>
/// </example>
/// <example>
/// <code>Get-ConversionAccount | Sync-ConversionAction -Verbose</code>
/// <para>Syncs all connected accounts, not only those of the last connect, and says of each how many changes there were.</para>
/// </example>
[Cmdlet(VerbsData.Sync, "ConversionAction", SupportsShouldProcess = true)]
[OutputType(typeof(CatalogueChange))]
public sealed class SyncConversionActionCommand : ConversionCmdlet
{
    private readonly List<ConversionAccount> _accounts = [];
    private readonly CatalogueSync _sync = new();

    /// <summary>The accounts to read; those of the last connect when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Release() => _sync.Dispose();

    private protected override void Process()
    {
        foreach (var account in AccountsOrDefault(Account).Where(account => !_accounts.Contains(account)))
        {
            if (ShouldProcess(account.ToString(), "read the conversion actions into the catalogue"))
            {
                _accounts.Add(account);
            }
        }
    }

    private protected override void End()
    {
        var running = _accounts.ConvertAll(account => (Account: account, Changes: Pump.Start(token => _sync.RunAsync(account, token))));
        foreach (var (account, changing) in running)
        {
            try
            {
                var changes = Pump.Wait(changing);
                WriteVerbose($"{account}: {Wording.Count(changes.Count, "change")} since the last sync.");
                WriteObject(changes, enumerateCollection: true);
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }
}
