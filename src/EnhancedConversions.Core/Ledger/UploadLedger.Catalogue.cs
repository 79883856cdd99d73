using System.Data.Common;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Ledger;

/// <content>The catalogue of conversion actions, which lies with the ledger so that all who share one share the other.</content>
internal abstract partial class UploadLedger
{
    /// <summary>The accounts in the catalogue.</summary>
    public Task<List<CatalogueAccount>> GetCatalogueAccountsAsync(CancellationToken cancellationToken) => ReadAsync(
        session => session.QueryAsync(
            "SELECT network, account, name, version, synced FROM catalogue_accounts WHERE version > 0 ORDER BY network, account",
            reader => new CatalogueAccount((AdNetwork)reader.GetInt32(0), reader.GetString(1), Text(reader, 2), reader.GetInt64(3), Time(reader, 4)!.Value)),
        cancellationToken);

    /// <summary>The actions in the catalogue, removed ones included.</summary>
    public Task<List<CatalogueRow>> GetCatalogueAsync(CancellationToken cancellationToken) => ReadAsync(ReadCatalogueAsync, cancellationToken);

    /// <summary>Puts the actions an account has now in the place of those it had, in one piece or not at all. What people set stays.</summary>
    /// <param name="account">The account as it is now. Its version is the one the catalogue had before the network was asked, 0 for none.</param>
    /// <param name="rows">Its actions now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The actions it had, removed ones included; null when another sync came between, and nothing was changed.</returns>
    public Task<List<CatalogueRow>?> ReplaceCatalogueAsync(CatalogueAccount account, IReadOnlyList<CatalogueRow> rows, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            (string, object?)[] key = [("network", (int)account.Network), ("account", account.AccountId)];
            await session.ExecuteAsync(
                "INSERT INTO catalogue_accounts(network, account, version, synced) VALUES(@network, @account, 0, 0) ON CONFLICT(network, account) DO NOTHING",
                key).ConfigureAwait(false);

            // The row stays locked to the end: the next sync in line sees that its version has passed.
            var mine = await session.ExecuteAsync(
                "UPDATE catalogue_accounts SET version = version + 1, synced = @synced, name = @name WHERE network = @network AND account = @account AND version = @version",
                [.. key, ("synced", account.SyncedAt.ToUnixTimeMilliseconds()), ("name", account.Name), ("version", account.Version)]).ConfigureAwait(false);
            if (mine == 0)
            {
                return null;
            }

            var before = (await ReadCatalogueAsync(session).ConfigureAwait(false)).FindAll(r => r.Network == account.Network && r.AccountId == account.AccountId);
            await session.ExecuteAsync(
                "UPDATE catalogue_actions SET removed = coalesce(removed, @synced) WHERE network = @network AND account = @account",
                [.. key, ("synced", account.SyncedAt.ToUnixTimeMilliseconds())]).ConfigureAwait(false);
            foreach (var row in rows)
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO catalogue_actions(network, account, id, name, settings) VALUES(@network, @account, @id, @name, @settings)
                    ON CONFLICT(network, account, id) DO UPDATE SET name = excluded.name, settings = excluded.settings, removed = NULL
                    """,
                    [.. key, ("id", row.Id), ("name", row.Name), ("settings", row.Settings)]).ConfigureAwait(false);
            }

            return before;
        },
        cancellationToken);

    /// <summary>Keeps what people call an action, and whether they hid it.</summary>
    /// <param name="row">The action.</param>
    /// <param name="displayName">Its name; empty for none; null leaves it.</param>
    /// <param name="hidden">True hides it, false shows it; null leaves it.</param>
    /// <param name="check">Is given the whole catalogue before anything is kept, and throws where it must not be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The action with what is kept now.</returns>
    public Task<CatalogueRow> SetDisplayAsync(CatalogueRow row, string? displayName, bool? hidden, Action<IReadOnlyList<CatalogueRow>> check, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            // Names are unique across accounts: those who set one take turns.
            await session.ExecuteAsync("UPDATE catalogue_accounts SET version = version").ConfigureAwait(false);
            check(await ReadCatalogueAsync(session).ConfigureAwait(false));
            await session.ExecuteAsync(
                """
                UPDATE catalogue_actions SET display_name = CASE WHEN @set THEN @name ELSE display_name END, hidden = coalesce(@hidden, hidden)
                WHERE network = @network AND account = @account AND id = @id
                """,
                ("set", displayName is not null),
                ("name", displayName is "" ? null : displayName),
                ("hidden", hidden),
                ("network", (int)row.Network),
                ("account", row.AccountId),
                ("id", row.Id)).ConfigureAwait(false);
            return (await ReadCatalogueAsync(session).ConfigureAwait(false)).First(r => (r.Network, r.AccountId, r.Id) == (row.Network, row.AccountId, row.Id));
        },
        cancellationToken);

    private static Task<List<CatalogueRow>> ReadCatalogueAsync(LedgerSession session) => session.QueryAsync(
        """
        SELECT c.network, c.account, c.id, c.name, c.settings, c.removed IS NOT NULL, c.display_name, c.hidden, a.synced
        FROM catalogue_actions c JOIN catalogue_accounts a ON a.network = c.network AND a.account = c.account ORDER BY c.network, c.account, c.name, c.id
        """,
        ReadCatalogueRow);

    private static CatalogueRow ReadCatalogueRow(DbDataReader reader) => new(
        (AdNetwork)reader.GetInt32(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetBoolean(5),
        Text(reader, 6),
        reader.GetBoolean(7),
        Time(reader, 8)!.Value);
}
