using System.Data.Common;
using System.Globalization;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <content>What became of requests after they were taken, and rows that travel again in smaller requests.</content>
internal abstract partial class UploadLedger
{
    // Far below what a statement may have of parameters.
    private const int RequestsAsked = 500;

    /// <summary>The rows of a run in the requests the network took, those included that were found at fault later.</summary>
    public Task<IReadOnlyList<SentRow>> GetSentRowsAsync(string uploadId, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<SentRow>>(
        async session =>
        {
            session.Unhurried = true;
            return await session.QueryAsync(
                $"""
                SELECT b.request, b.claimed, r.source_row, r.time, r.traits, r.state, r.code FROM rows r JOIN batches b ON b.id = r.batch
                WHERE b.upload = @upload AND b.state = {(int)LedgerState.Accepted} AND b.request IS NOT NULL
                """,
                reader => new SentRow(
                    reader.GetString(0),
                    Time(reader, 1)!.Value,
                    reader.GetInt32(2),
                    Time(reader, 3)!.Value,
                    reader.IsDBNull(4) ? null : (RowTraits)reader.GetInt32(4),
                    reader.IsDBNull(5) ? null : (LedgerState)reader.GetInt32(5),
                    Text(reader, 6)),
                ("upload", uploadId)).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>What the network said of requests; those it was never asked for are not there.</summary>
    public async Task<Dictionary<string, KeptStatus>> GetRequestStatusesAsync(IReadOnlyCollection<string> requests, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KeptStatus>(StringComparer.Ordinal);
        foreach (var some in requests.Chunk(RequestsAsked))
        {
            (string Name, object? Value)[] parameters = [.. some.Select((request, i) => (string.Create(CultureInfo.InvariantCulture, $"r{i}"), (object?)request))];
            var found = await ReadAsync(
                session => session.QueryAsync(
                    $"SELECT request, answer, ask_after, split FROM request_status WHERE request IN ({string.Join(", ", parameters.Select(p => "@" + p.Name))})",
                    reader => (Request: reader.GetString(0), Status: new KeptStatus(reader.GetString(1), Time(reader, 2), reader.GetInt32(3) != 0)),
                    parameters),
                cancellationToken).ConfigureAwait(false);
            found.ForEach(one => known[one.Request] = one.Status);
        }

        return known;
    }

    /// <summary>Keeps what the network said of a request, and when to ask next.</summary>
    public Task SaveRequestStatusAsync(string request, string answer, DateTimeOffset? askAfter, CancellationToken cancellationToken) => WriteAsync(
        session => session.ExecuteAsync(
            "INSERT INTO request_status(request, ask_after, answer) VALUES(@request, @askAfter, @answer) ON CONFLICT(request) DO UPDATE SET ask_after = excluded.ask_after, answer = excluded.answer",
            ("request", request),
            ("askAfter", askAfter?.ToUnixTimeMilliseconds()),
            ("answer", answer)),
        cancellationToken);

    /// <summary>Notes that the rows still in a request are none of those it counted as failed.</summary>
    public Task MarkSplitAsync(string request, CancellationToken cancellationToken) => WriteAsync(
        session => session.ExecuteAsync("UPDATE request_status SET split = 1 WHERE request = @request", ("request", request)),
        cancellationToken);

    /// <summary>Where rows are, and what is known of them; rows never met are not there.</summary>
    public Task<Dictionary<RowKey, RowPlace>> LocateAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var distinct = rows.DistinctBy(r => r.Key).ToList();
        return ReadAsync(
            async session => (await session.LookAsync(
                InputTable.Of(distinct.Count, i => distinct[i].Key),
                $"""
                SELECT rows.key, b.upload, rows.batch, b.request, b.claimed, b.claimed + @lease > {Now}, coalesce(rows.state, b.state), rows.code, rows.message, rows.not_before, rows.value
                FROM input JOIN rows ON rows.key = input.key JOIN batches b ON b.id = rows.batch
                """,
                ReadPlace,
                ("lease", _lease)).ConfigureAwait(false)).ToDictionary(found => found.Key, found => found.Place),
            cancellationToken);
    }

    /// <summary>How many rows are in batches.</summary>
    public Task<Dictionary<long, int>> CountRowsAsync(IReadOnlyCollection<long> batches, CancellationToken cancellationToken) => ReadAsync(
        async session => (await session.QueryAsync(
            $"SELECT batch, count(*) FROM rows WHERE batch IN ({string.Join(',', batches)}) GROUP BY batch",
            reader => (Batch: reader.GetInt64(0), Rows: (int)reader.GetInt64(1))).ConfigureAwait(false)).ToDictionary(found => found.Batch, found => found.Rows),
        cancellationToken);

    /// <summary>
    /// Moves rows the network took into a batch of their own, before they travel once more. They stay Accepted: sending them again does not undo that.
    /// A batch without a request that is older than a lease was broken off.
    /// </summary>
    /// <returns>The batch, and the rows that are in it: not those another run moved meanwhile.</returns>
    public Task<(long Batch, HashSet<RowKey> Rows)> RegroupTakenAsync(string uploadId, long batch, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken)
    {
        var id = NewBatchId();
        return WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    $"INSERT INTO batches(id, upload, state, claimed) VALUES(@id, @upload, {(int)LedgerState.Accepted}, {Now}) ON CONFLICT(id) DO NOTHING",
                    ("id", id),
                    ("upload", uploadId)).ConfigureAwait(false);
                var changed = await session.ChangeAsync(
                    InputTable.Of(rows.Count, i => rows[i]),
                    "UPDATE rows SET batch = @to FROM input WHERE rows.key = input.key AND (rows.batch = @batch OR rows.batch = @to) AND rows.state IS NULL",
                    ("to", id),
                    ("batch", batch)).ConfigureAwait(false);
                var moved = rows.Where((_, i) => changed[i]).ToHashSet();
                if (moved.Count == 0)
                {
                    await session.ExecuteAsync("DELETE FROM batches WHERE id = @id", ("id", id)).ConfigureAwait(false);
                }

                return (id, moved);
            },
            cancellationToken);
    }

    /// <summary>Records the request that carried rows once more, and rows of it that turned out otherwise than the run had counted them.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The network's id of the request; null leaves the batch's as it is.</param>
    /// <param name="requests">HTTP requests made.</param>
    /// <param name="outcomes">The rows; only those the ledger has as Accepted in this batch are changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RecordTakenAsync(long batch, string? request, int requests, IReadOnlyList<RowOutcome> outcomes, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            await session.ExecuteAsync("UPDATE batches SET request = coalesce(@request, request) WHERE id = @id", ("request", request), ("id", batch)).ConfigureAwait(false);
            var changed = outcomes.Count == 0 ? [] : await session.ChangeAsync(
                InputTable.Of(outcomes.Count, i => outcomes[i].Key)
                    .With("state", i => (int)outcomes[i].State)
                    .With("code", i => outcomes[i].Code)
                    .With("message", i => outcomes[i].Message)
                    .With("not_before", i => outcomes[i].NotBefore?.ToUnixTimeMilliseconds()),
                """
                UPDATE rows SET state = input.state, code = input.code, message = input.message, not_before = input.not_before
                FROM input WHERE rows.key = input.key AND rows.batch = @batch AND rows.state IS NULL
                """,
                ("batch", batch)).ConfigureAwait(false);
            var moved = outcomes.Where((_, i) => changed[i]).ToList();
            var rejected = moved.Count(o => o.State == LedgerState.Rejected);
            var held = moved.Count(o => o.State == LedgerState.Held);
            await session.ExecuteAsync(
                """
                UPDATE uploads SET accepted = accepted - @moved, rejected = rejected + @rejected, held = held + @held, remaining = remaining + @held, requests = requests + @requests
                WHERE id = (SELECT upload FROM batches WHERE id = @batch)
                """,
                ("moved", rejected + held),
                ("rejected", rejected),
                ("held", held),
                ("requests", requests),
                ("batch", batch)).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static (RowKey Key, RowPlace Place) ReadPlace(DbDataReader reader) => (
        RowKey.FromBytes((byte[])reader.GetValue(0)),
        new RowPlace
        {
            UploadId = reader.GetString(1),
            Batch = reader.GetInt64(2),
            Request = Text(reader, 3),
            SentAt = Time(reader, 4)!.Value,
            IsFresh = reader.GetBoolean(5),
            State = (LedgerState)reader.GetInt32(6),
            Code = Text(reader, 7),
            Message = Text(reader, 8),
            NotBefore = Time(reader, 9),
            Value = reader.GetString(10),
        });
}
