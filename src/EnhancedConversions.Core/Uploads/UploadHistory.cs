using EnhancedConversions.Ledger;

namespace EnhancedConversions.Uploads;

/// <summary>Past runs, as a ledger remembers them.</summary>
public static class UploadHistory
{
    /// <summary>Runs, newest first.</summary>
    /// <param name="ledger">The ledger; one that is not there yet holds no runs.</param>
    /// <param name="filter">Which runs; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="clock">The clock of the accounts it is for; null for the system's.</param>
    /// <exception cref="ConversionException">It is not a ledger, is damaged, or cannot be reached.</exception>
    public static Task<IReadOnlyList<ConversionUpload>> GetUploadsAsync(LedgerLocation ledger, UploadFilter? filter, CancellationToken cancellationToken, TimeProvider? clock = null) =>
        UseAsync<IReadOnlyList<ConversionUpload>>(ledger, open => open.GetUploadsAsync(filter ?? new UploadFilter(), cancellationToken), () => [], cancellationToken, clock);

    /// <summary>The rows of one run, in row order, with their last known status. A row that a later run sent again belongs to that run.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="uploadId">The run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConversionException">The run is not there; or it is not a ledger, is damaged, or cannot be reached.</exception>
    public static Task<IReadOnlyList<UploadResult>> GetRowsAsync(LedgerLocation ledger, string uploadId, CancellationToken cancellationToken) =>
        UseAsync(ledger, open => open.GetRowsAsync(uploadId, cancellationToken), () => throw LedgerErrors.UploadNotFound(uploadId, ledger.ToString()), cancellationToken);

    /// <summary>What an account accepted on the days on which a run sent something, by run, name and day: the run's own rows, and those of others on the same days.</summary>
    internal static Task<IReadOnlyList<AcceptedCount>> CountAcceptedOnDaysOfAsync(LedgerLocation ledger, ConversionUpload upload, CancellationToken cancellationToken) =>
        UseAsync(ledger, open => open.CountAcceptedOnDaysOfAsync(upload, cancellationToken), () => throw LedgerErrors.UploadNotFound(upload.UploadId, ledger.ToString()), cancellationToken);

    /// <summary>The rows of runs as counts by run, end, code and action.</summary>
    /// <param name="ledger">The ledger; one that is not there yet holds no rows.</param>
    /// <param name="filter">Which runs; its <see cref="UploadFilter.Status"/> is not looked at. Null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="clock">The clock of the accounts it is for; null for the system's.</param>
    /// <exception cref="ConversionException">It is not a ledger, is damaged, or cannot be reached.</exception>
    public static Task<IReadOnlyList<UploadRowCount>> GetRowCountsAsync(LedgerLocation ledger, UploadFilter? filter, CancellationToken cancellationToken, TimeProvider? clock = null) =>
        UseAsync<IReadOnlyList<UploadRowCount>>(ledger, open => open.GetRowCountsAsync(filter ?? new UploadFilter(), cancellationToken), () => [], cancellationToken, clock);

    /// <summary>
    /// Forgets runs that are over. Digests of accepted conversions stay while their network would take the conversion again (90 days at most),
    /// so that the same file sent once more is still known.
    /// </summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="before">Runs that began before this time.</param>
    /// <param name="filter">Which of them; its <see cref="UploadFilter.Until"/> and <see cref="UploadFilter.Status"/> are not looked at. Null for all.</param>
    /// <param name="cancellationToken">Gives up; nothing is removed then.</param>
    /// <param name="clock">The clock of the accounts it is for; null for the system's.</param>
    /// <returns>What was removed, and what had to stay.</returns>
    /// <exception cref="ConversionException">It is not a ledger, is damaged, or cannot be reached or written.</exception>
    public static Task<UploadRemoval> RemoveAsync(LedgerLocation ledger, DateTimeOffset before, UploadFilter? filter, CancellationToken cancellationToken, TimeProvider? clock = null) =>
        UseAsync(ledger, open => open.RemoveAsync((filter ?? new UploadFilter()) with { Until = before }, cancellationToken), () => Nothing(ledger), cancellationToken, clock, write: true);

    /// <summary>What <see cref="RemoveAsync"/> would remove; nothing is removed.</summary>
    /// <inheritdoc cref="RemoveAsync"/>
    public static Task<UploadRemoval> PlanRemovalAsync(LedgerLocation ledger, DateTimeOffset before, UploadFilter? filter, CancellationToken cancellationToken, TimeProvider? clock = null) =>
        UseAsync(ledger, open => open.PlanRemovalAsync((filter ?? new UploadFilter()) with { Until = before }, cancellationToken), () => Nothing(ledger), cancellationToken, clock);

    /// <summary>Checks a ledger from end to end. It takes time on a large one.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found; a ledger that cannot be used is a finding, not an error.</returns>
    /// <exception cref="ConversionException">It cannot be reached or read, so that nothing can be said of it.</exception>
    public static async Task<LedgerCheck> TestAsync(LedgerLocation ledger, CancellationToken cancellationToken)
    {
        try
        {
            return await CheckAsync(ledger, cancellationToken).ConfigureAwait(false);
        }
        catch (ConversionException exception) when (LedgerErrors.ConditionOf(exception) is { } condition)
        {
            return new LedgerCheck { Ledger = ledger.ToString(), Condition = condition, Message = exception.Message, RecommendedAction = exception.RecommendedAction };
        }
    }

    /// <summary>Checks a ledger; one that cannot be used is an error.</summary>
    /// <param name="ledger">The ledger; one that is not there yet is well.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="ConversionException">It is not a ledger, is damaged, or cannot be reached.</exception>
    internal static Task<LedgerCheck> CheckAsync(LedgerLocation ledger, CancellationToken cancellationToken) =>
        UseAsync(
            ledger,
            open => open.CheckAsync(cancellationToken),
            () => new LedgerCheck { Ledger = ledger.ToString(), Condition = LedgerCondition.Missing, Uploads = 0, Rows = 0 },
            cancellationToken);

    private static UploadRemoval Nothing(LedgerLocation ledger) => new() { Ledger = ledger.ToString(), Uploads = 0, Rows = 0, KeptRows = 0 };

    private static async Task<T> UseAsync<T>(LedgerLocation location, Func<UploadLedger, Task<T>> use, Func<T> missing, CancellationToken cancellationToken, TimeProvider? clock = null, bool write = false)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (await UploadLedger.OpenExistingAsync(location, clock ?? TimeProvider.System, cancellationToken, write).ConfigureAwait(false) is not { } ledger)
        {
            return missing();
        }

        await using (ledger.ConfigureAwait(false))
        {
            return await use(ledger).ConfigureAwait(false);
        }
    }
}
