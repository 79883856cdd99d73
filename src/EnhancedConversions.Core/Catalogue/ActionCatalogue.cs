using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Catalogue;

/// <summary>
/// The actions and goals of accounts as the networks last told them, and what people call them. It lies with the account's ledger:
/// whoever shares the ledger shares the catalogue, and a sandbox has its own. Reading it asks no network.
/// </summary>
public static class ActionCatalogue
{
    /// <summary>Longest display name, in characters.</summary>
    public const int LongestDisplayName = 100;

    // One more than anybody has syncs of one account at one time.
    private const int Attempts = 10;

    /// <summary>Reads the actions of an account from its network, puts them into the catalogue and tells what is different.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Gives up; the catalogue stays as it was.</param>
    /// <returns>The differences, by name; at the first sync every action is added.</returns>
    /// <exception cref="ConversionException">The network cannot be asked, or the catalogue not be written; it stays as it was.</exception>
    public static async Task<IReadOnlyList<CatalogueChange>> SyncAsync(ConversionAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var clock = account.GetClock();
        var ledger = await UploadLedger.OpenAsync(account.GetLedger(), clock, cancellationToken).ConfigureAwait(false);
        await using var closing = ledger.ConfigureAwait(false);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var version = (await FindAsync(ledger, account, cancellationToken).ConfigureAwait(false))?.Version ?? 0;
            var now = clock.GetUtcNow();
            var actions = await account.GetNetwork().GetActionsAsync(cancellationToken).ConfigureAwait(false);
            var rows = actions
                .DistinctBy(a => a.Id)
                .Select(a => new CatalogueRow(account.Network, account.AccountId, a.Id, a.Name, ActionSettings.Write(a), false, null, false, now))
                .ToArray();
            var before = await ledger.ReplaceCatalogueAsync(
                new CatalogueAccount(account.Network, account.AccountId, account.Name, version, now), rows, cancellationToken).ConfigureAwait(false);
            if (before is not null)
            {
                return Differences(before, actions, account, now);
            }

            // Another sync was faster. Which of the two asked the network later cannot be told, so it is asked again.
        }

        throw CatalogueErrors.AlwaysOvertaken(account);
    }

    /// <summary>The actions of an account as last synced; no network is asked.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The actions by name, without removed ones; null when the account was never synced.</returns>
    /// <exception cref="ConversionException">The ledger cannot be read.</exception>
    public static async Task<IReadOnlyList<ConversionAction>?> FindActionsAsync(ConversionAccount account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var ledger = await UploadLedger.OpenExistingAsync(account.GetLedger(), account.GetClock(), cancellationToken).ConfigureAwait(false);
        if (ledger is null)
        {
            return null;
        }

        await using var closing = ledger.ConfigureAwait(false);
        if (await FindAsync(ledger, account, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        var rows = await ledger.GetCatalogueAsync(cancellationToken).ConfigureAwait(false);
        return Actions(rows.Where(r => IsOf(r, account)), account.GetLedger(), account.GetClock());
    }

    /// <summary>The actions of an account as last synced; no network is asked.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The actions by name, without removed ones.</returns>
    /// <exception cref="ConversionException">The account was never synced, or the ledger cannot be read.</exception>
    public static async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(ConversionAccount account, CancellationToken cancellationToken) =>
        await FindActionsAsync(account, cancellationToken).ConfigureAwait(false) ?? throw CatalogueErrors.NotSynced(account);

    /// <summary>The actions of all accounts in a ledger's catalogue; needs no account to be connected.</summary>
    /// <param name="location">The ledger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The actions by network, account and name, without removed ones; none when there is no ledger.</returns>
    /// <exception cref="ConversionException">The ledger cannot be read.</exception>
    public static async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(LedgerLocation location, CancellationToken cancellationToken)
    {
        var ledger = await UploadLedger.OpenExistingAsync(location, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (ledger is null)
        {
            return [];
        }

        await using var closing = ledger.ConfigureAwait(false);
        return Actions(await ledger.GetCatalogueAsync(cancellationToken).ConfigureAwait(false), location, TimeProvider.System);
    }

    /// <summary>The actions of a name, at the network or as displayed; no network is asked.</summary>
    /// <param name="accounts">The accounts to look in. Those never synced are passed over where another has the name.</param>
    /// <param name="name">The name; letter case does not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>At least one.</returns>
    /// <exception cref="ConversionException">No account has it, or none was ever synced.</exception>
    public static async Task<IReadOnlyList<(ConversionAccount Account, ConversionAction Action)>> FindByNameAsync(IReadOnlyList<ConversionAccount> accounts, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var found = new List<(ConversionAccount, ConversionAction)>();
        var missing = new List<ConversionAccount>();
        foreach (var account in accounts)
        {
            if (await FindActionsAsync(account, cancellationToken).ConfigureAwait(false) is not { } actions)
            {
                missing.Add(account);
                continue;
            }

            found.AddRange(actions
                .Where(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(a.DisplayName, name, StringComparison.OrdinalIgnoreCase))
                .Select(a => (account, a)));
        }

        return found.Count > 0 ? found : throw (missing.Count > 0 ? CatalogueErrors.NotSynced(missing[0]) : CatalogueErrors.ActionUnknown(name));
    }

    /// <summary>What people call the actions of some accounts; no network is asked.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConversionException">A ledger cannot be read.</exception>
    public static async Task<ActionLabels> GetLabelsAsync(IReadOnlyList<ConversionAccount> accounts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var labels = new List<(AdNetwork, string, string, ActionLabel)>();
        foreach (var shared in accounts.GroupBy(a => a.Ledger))
        {
            var ledger = await UploadLedger.OpenExistingAsync(shared.First().GetLedger(), shared.First().GetClock(), cancellationToken).ConfigureAwait(false);
            if (ledger is null)
            {
                continue;
            }

            await using var closing = ledger.ConfigureAwait(false);
            var rows = await ledger.GetCatalogueAsync(cancellationToken).ConfigureAwait(false);
            labels.AddRange(rows
                .Where(r => shared.Any(account => IsOf(r, account)))
                .Select(r => (r.Network, r.AccountId, r.Id, new ActionLabel(r.Name, r.DisplayName, r.IsHidden))));
        }

        return new ActionLabels(labels);
    }

    /// <summary>Sets what an action is called and whether it is shown, here; the network is not told.</summary>
    /// <param name="account">The account, which must have been synced.</param>
    /// <param name="actionId">The network's number of the action.</param>
    /// <param name="displayName">The name, no other action's; empty goes back to the network's; null leaves it.</param>
    /// <param name="hidden">True hides it, false shows it; null leaves it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The action as it is shown now.</returns>
    /// <exception cref="ConversionException">The catalogue does not have the action, or the name is taken or no name.</exception>
    public static async Task<ConversionAction> SetDisplayAsync(ConversionAccount account, string actionId, string? displayName, bool? hidden, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        displayName = displayName?.Trim();
        if (displayName is not null && (displayName.Length > LongestDisplayName || displayName.Any(char.IsControl)))
        {
            throw CatalogueErrors.NameInvalid();
        }

        var ledger = await UploadLedger.OpenExistingAsync(account.GetLedger(), account.GetClock(), cancellationToken, write: true).ConfigureAwait(false) ?? throw CatalogueErrors.NotSynced(account);
        await using var closing = ledger.ConfigureAwait(false);
        var row = (await ledger.GetCatalogueAsync(cancellationToken).ConfigureAwait(false)).Find(r => IsOf(r, account) && r.Id == actionId) ?? throw CatalogueErrors.ActionUnknown(actionId);
        var kept = await ledger.SetDisplayAsync(row, displayName, hidden, rows => Check(rows, row, displayName), cancellationToken).ConfigureAwait(false);
        return Action(kept, account.GetLedger(), account.GetClock());
    }

    /// <summary>The accounts a ledger's catalogue knows, to complete their numbers.</summary>
    /// <param name="location">The ledger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Network, number and name (null when there is none).</returns>
    public static async Task<IReadOnlyList<(AdNetwork Network, string AccountId, string? Name)>> GetAccountsAsync(LedgerLocation location, CancellationToken cancellationToken)
    {
        var ledger = await UploadLedger.OpenExistingAsync(location, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (ledger is null)
        {
            return [];
        }

        await using var closing = ledger.ConfigureAwait(false);
        return (await ledger.GetCatalogueAccountsAsync(cancellationToken).ConfigureAwait(false)).ConvertAll(a => (a.Network, a.AccountId, a.Name));
    }

    private static async Task<CatalogueAccount?> FindAsync(UploadLedger ledger, ConversionAccount account, CancellationToken cancellationToken) =>
        (await ledger.GetCatalogueAccountsAsync(cancellationToken).ConfigureAwait(false)).Find(a => a.Network == account.Network && a.AccountId == account.AccountId);

    private static bool IsOf(CatalogueRow row, ConversionAccount account) => row.Network == account.Network && row.AccountId == account.AccountId;

    private static void Check(IReadOnlyList<CatalogueRow> rows, CatalogueRow row, string? displayName)
    {
        if (string.IsNullOrEmpty(displayName))
        {
            return;
        }

        var same = rows.FirstOrDefault(r =>
            (r.Network, r.AccountId, r.Id) != (row.Network, row.AccountId, row.Id)
            && !r.IsRemoved
            && string.Equals(r.DisplayName ?? r.Name, displayName, StringComparison.OrdinalIgnoreCase));
        if (same is not null)
        {
            throw CatalogueErrors.NameTaken(displayName, same.Network, same.AccountId, same.Name);
        }
    }

    private static ConversionAction[] Actions(IEnumerable<CatalogueRow> rows, LedgerLocation location, TimeProvider clock) =>
        [.. rows.Where(r => !r.IsRemoved).Select(r => Action(r, location, clock))];

    private static ConversionAction Action(CatalogueRow row, LedgerLocation location, TimeProvider clock) =>
        (ActionSettings.Read(row.Settings) ?? throw CatalogueErrors.Unreadable(location.ToString())) with
        {
            DisplayName = row.DisplayName,
            IsHidden = row.IsHidden,
            SyncedAt = row.SyncedAt,
            CacheAge = clock.GetUtcNow() - row.SyncedAt is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero,
        };

    private static CatalogueChange[] Differences(List<CatalogueRow> before, IReadOnlyList<ConversionAction> actions, ConversionAccount account, DateTimeOffset now)
    {
        var changes = new List<CatalogueChange>();
        var old = before.Where(r => !r.IsRemoved).ToDictionary(r => r.Id);
        foreach (var action in actions.DistinctBy(a => a.Id))
        {
            if (!old.Remove(action.Id, out var was))
            {
                changes.Add(Make(CatalogueChangeKind.Added, action, []));
            }
            else if (ActionSettings.Compare(was.Settings, action) is { Count: > 0 } settings)
            {
                changes.Add(Make(CatalogueChangeKind.Changed, action, settings));
            }
        }

        changes.AddRange(old.Values.Select(gone => Make(CatalogueChangeKind.Removed, ActionSettings.Read(gone.Settings) ?? Remembered(gone), [])));
        return [.. changes.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.ActionId, StringComparer.Ordinal)];

        CatalogueChange Make(CatalogueChangeKind kind, ConversionAction action, IReadOnlyList<SettingChange> settings) => new()
        {
            Change = kind,
            Network = account.Network,
            AccountId = account.AccountId,
            ActionId = action.Id,
            Name = action.Name,
            Settings = settings,
            Action = action,
            SyncedAt = now,
        };

        // Written by another version: its number and name are all that is known of it.
        static ConversionAction Remembered(CatalogueRow row) => new()
        {
            Network = row.Network,
            AccountId = row.AccountId,
            Id = row.Id,
            Name = row.Name,
            Type = "",
            AcceptsUploads = false,
            Status = ConversionActionStatus.Removed,
        };
    }
}
