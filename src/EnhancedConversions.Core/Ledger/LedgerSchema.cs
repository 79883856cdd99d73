namespace EnhancedConversions.Ledger;

/// <summary>
/// The tables of a ledger, as steps from one version to the next; a ledger's version is the number of steps it has taken.
/// A released step is never changed: a new version is a new step.
/// Times are Unix milliseconds. Types are spelled so that every kind of ledger takes them, keys excepted.
/// </summary>
internal static class LedgerSchema
{
    /// <summary>The steps.</summary>
    /// <param name="blob">The type of a key.</param>
    public static IReadOnlyList<string> Steps(string blob) =>
    [
        $"""
        CREATE TABLE uploads(
            id text PRIMARY KEY, network integer NOT NULL, account text NOT NULL, file text, started bigint NOT NULL, finished bigint,
            lease bigint NOT NULL, host text NOT NULL, process integer NOT NULL, process_started bigint NOT NULL,
            read_rows integer NOT NULL DEFAULT 0, accepted integer NOT NULL DEFAULT 0, already_sent integer NOT NULL DEFAULT 0,
            rejected integer NOT NULL DEFAULT 0, invalid integer NOT NULL DEFAULT 0, held integer NOT NULL DEFAULT 0, unknown integer NOT NULL DEFAULT 0,
            remaining integer NOT NULL DEFAULT 0, resume_after bigint, requests integer NOT NULL DEFAULT 0);
        CREATE TABLE batches(id bigint PRIMARY KEY, upload text NOT NULL, state integer NOT NULL, claimed bigint NOT NULL, request text);
        CREATE INDEX batches_upload ON batches(upload);
        CREATE TABLE rows(
            key {blob} NOT NULL, batch bigint NOT NULL, source_row integer NOT NULL, name text NOT NULL, time bigint NOT NULL, value text NOT NULL, order_id text,
            state integer, code text, message text, not_before bigint);
        CREATE UNIQUE INDEX rows_key ON rows(key);
        CREATE INDEX rows_batch ON rows(batch);
        CREATE TABLE unsent(upload text NOT NULL, source_row integer NOT NULL, status integer NOT NULL, code text, message text, name text, time bigint);
        CREATE INDEX unsent_upload ON unsent(upload);
        CREATE TABLE quotas(name text PRIMARY KEY, taken bigint NOT NULL);
        CREATE TABLE quota_places(quota text NOT NULL, at bigint NOT NULL);
        CREATE INDEX quota_places_at ON quota_places(quota, at);
        """,
        """
        CREATE TABLE catalogue_accounts(network integer NOT NULL, account text NOT NULL, name text, version bigint NOT NULL, synced bigint NOT NULL, PRIMARY KEY(network, account));
        CREATE TABLE catalogue_actions(
            network integer NOT NULL, account text NOT NULL, id text NOT NULL, name text NOT NULL, settings text NOT NULL, removed bigint,
            display_name text, hidden boolean NOT NULL DEFAULT false, PRIMARY KEY(network, account, id));
        """,
        """
        ALTER TABLE rows ADD COLUMN traits integer;
        CREATE TABLE request_status(request text PRIMARY KEY, ask_after bigint, answer text NOT NULL, split integer NOT NULL DEFAULT 0);
        """,
        """
        ALTER TABLE uploads ADD COLUMN cut_short boolean NOT NULL DEFAULT false;
        """,
    ];
}
