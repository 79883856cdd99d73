using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Uploads;

/// <summary>
/// Joins what Microsoft tells of uploads, by goal and day (contract 3.6), to the runs of a ledger. Whatever else was uploaded to the same goals
/// on the same days is in Microsoft's counts too; the join says so instead of dividing them.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="network">The way to it.</param>
internal sealed class GoalUploadRefresh(ConversionAccount account, IMicrosoftAdvertisingNetwork network)
{
    private readonly Dictionary<DateOnly, IReadOnlyList<GoalUploadReport>> _weeks = [];
    private Dictionary<string, string>? _goalIds;

    /// <inheritdoc cref="UploadRefresh.RefreshAsync"/>
    public async Task<ConversionUpload> RefreshAsync(ConversionUpload upload, CancellationToken cancellationToken)
    {
        var counts = await UploadHistory.CountAcceptedOnDaysOfAsync(account.GetLedger(), upload, cancellationToken).ConfigureAwait(false);
        var own = counts.Where(count => count.UploadId == upload.UploadId).OrderBy(count => count.Day).ThenBy(count => count.ConversionName, StringComparer.Ordinal).ToList();
        if (own.Count == 0)
        {
            return upload;
        }

        var told = new List<UploadGoalDay>();
        foreach (var sent in own)
        {
            var day = await FindAsync(sent.ConversionName, sent.Day, cancellationToken).ConfigureAwait(false);
            var others = counts.Where(count => count.Day == sent.Day && count.ConversionName == sent.ConversionName && count.UploadId != upload.UploadId).Sum(count => count.Rows);
            told.Add(new UploadGoalDay(sent.ConversionName, sent.Day, sent.Rows, others, day?.Accepted, day?.Attributed ?? 0)
            {
                Reasons = (UploadReason[])[.. (day?.Unattributed ?? []).Select(count => new UploadReason(count.Reason, count.Count, count.Message, IsWarning: false, Candidates: (int[])[]))],
            });
        }

        return upload with { Processing = Summarize(upload, told) };
    }

    /// <summary>What Microsoft tells of a goal's uploads of a day; null when it tells nothing.</summary>
    private async Task<GoalUploadDay?> FindAsync(string goal, DateOnly day, CancellationToken cancellationToken)
    {
        _goalIds ??= (await network.GetActionsAsync(cancellationToken).ConfigureAwait(false)).Where(action => action.AcceptsUploads).DistinctBy(action => action.Name).ToDictionary(action => action.Name, action => action.Id, StringComparer.Ordinal);

        // A goal that was renamed since cannot be found by the name its rows were sent with.
        if (!_goalIds.TryGetValue(goal, out var id))
        {
            return null;
        }

        // Whole weeks, counted from a fixed day, so that the daily uploads of a week share one question.
        var first = day.AddDays(-(day.DayNumber % MicrosoftAdvertisingLimits.DaysPerReport));
        if (!_weeks.TryGetValue(first, out var reports))
        {
            reports = await network.GetUploadReportAsync([.. _goalIds.Values], first, first.AddDays(MicrosoftAdvertisingLimits.DaysPerReport - 1), cancellationToken).ConfigureAwait(false);
            _weeks.Add(first, reports);
        }

        return reports.FirstOrDefault(report => report.GoalId == id)?.Days.FirstOrDefault(told => told.Day == day);
    }

    private UploadProcessingSummary Summarize(ConversionUpload upload, List<UploadGoalDay> told)
    {
        var goals = told.ToArray();
        var shownBy = (upload.FinishedAt ?? upload.StartedAt) + MicrosoftAdvertisingLimits.UploadsShown;
        var isComplete = Array.TrueForAll(goals, goal => goal.Accepted >= goal.Sent + goal.SentByOthers);
        var isOpen = !isComplete && account.GetClock().GetUtcNow() < shownBy;
        var rows = goals.Sum(goal => goal.Accepted ?? 0);
        var attributed = goals.Sum(goal => goal.Attributed);
        return new UploadProcessingSummary
        {
            State = isOpen ? UploadProcessing.Processing : isComplete ? UploadProcessing.Processed : UploadProcessing.PartlyProcessed,
            AskAfter = isOpen ? shownBy : null,
            Rows = rows,
            RowsWithReason = rows - attributed,
            Attributed = attributed,

            // Arrays: scripts index them.
            Reasons = (UploadReason[])
            [
                .. told.SelectMany(goal => goal.Reasons)
                    .GroupBy(reason => (reason.Code, reason.Message))
                    .Select(reason => reason.First() with { Rows = reason.Sum(count => count.Rows) })
                    .OrderByDescending(reason => reason.Rows),
            ],
            Goals = goals,
            Remark = RemarkOn(goals),
        };
    }

    private static string? RemarkOn(UploadGoalDay[] goals)
    {
        var others = goals.Sum(goal => goal.SentByOthers);
        var unknown = goals.Sum(goal => Math.Max(0, (goal.Accepted ?? 0) - goal.Sent - goal.SentByOthers));
        string?[] also = [others > 0 ? $"rows of other uploads in this ledger: {others}" : null, unknown > 0 ? $"uploads and adjustments this ledger does not know of: {unknown}" : null];
        return Array.Exists(goals, goal => goal.IsShared)
            ? $"Microsoft counts by goal and day, not by upload. Also in these counts: {string.Join("; ", also.OfType<string>())}."
            : null;
    }
}
