using System.Text;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>A Microsoft Advertising account, by REST v13 (contract 0: SOAP ends 2027-01-31).</summary>
/// <param name="settings">The account and the way in.</param>
/// <param name="timing">How long to wait and try; null for the defaults.</param>
/// <exception cref="ConversionException">A number is not an account number, or the developer token is missing.</exception>
internal sealed class MicrosoftAdvertisingNetwork(ConnectionSettings settings, ApiTiming? timing = null) : IMicrosoftAdvertisingNetwork
{
    private readonly MicrosoftAdvertisingSession _session = new(settings, timing);

    /// <inheritdoc/>
    public AdNetwork Network => AdNetwork.MicrosoftAdvertising;

    /// <inheritdoc/>
    public NetworkLimits Limits => MicrosoftAdvertisingLimits.Upload;

    /// <inheritdoc/>
    public async Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken)
    {
        var account = await _session.GetAccountAsync(cancellationToken).ConfigureAwait(false);
        return new AccountDetails(_session.AccountId, account.Name, account.TimeZone ?? "Etc/UTC", account.Currency ?? "", IsManager: false, IsTest: false)
        {
            ManagerId = _session.CustomerId,
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken)
    {
        var answer = await _session.QueryAsync("ConversionGoals/QueryByIds", ConversionGoals.WriteQuery(), "read the conversion goals", cancellationToken).ConfigureAwait(false);
        return
        [
            .. answer.Items("ConversionGoals")
                .Where(goal => goal.ValueKind == JsonValueKind.Object)
                .Select(goal => ConversionGoals.Read(goal, _session.AccountId))
                .Where(goal => goal.Status != ConversionActionStatus.Removed),
        ];
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken)
    {
        const string What = "make the conversion goal";
        RefuseToValidate(validateOnly);
        ActionSettingsRules.Check(settings);
        ConversionGoals.Check(settings);
        var answer = await ChangeAsync(HttpMethod.Post, ConversionGoals.WriteCreate(settings), What, settings.Name, settings.EnhancedConversions == true, cancellationToken).ConfigureAwait(false);
        return answer.Body!.Value.Items("ConversionGoalIds").FirstOrDefault().Text() is { } id
            ? ConversionGoals.Made(settings, _session.AccountId, id)
            : throw NetworkErrors.ChangeUnconfirmed(AdNetwork.MicrosoftAdvertising, What, answer);
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> UpdateActionAsync(ConversionAction action, ConversionActionChanges changes, bool validateOnly, CancellationToken cancellationToken)
    {
        const string What = "change the conversion goal";
        RefuseToValidate(validateOnly);
        ActionSettingsRules.Check(changes);
        ConversionGoals.Check(action, changes);
        var answer = await ChangeAsync(HttpMethod.Put, ConversionGoals.WriteUpdate(action, changes), What, changes.Name ?? action.Name, changes.EnhancedConversions == true, cancellationToken).ConfigureAwait(false);

        // A missing list confirms nothing (contract 2.1), unless the answer is Microsoft's by its tracking id.
        return answer.RequestId is not null || (answer.Body!.Value.ValueKind == JsonValueKind.Object && answer.Body.Value.TryGetProperty("PartialErrors", out _))
            ? ConversionGoals.Changed(action, changes)
            : throw NetworkErrors.ChangeUnconfirmed(AdNetwork.MicrosoftAdvertising, What, answer);
    }

    /// <summary>False: Microsoft has no call that removes a goal (contract 4.4).</summary>
    public bool CanRemove => false;

    /// <inheritdoc/>
    public string ShowCreate(ConversionActionSettings settings)
    {
        ActionSettingsRules.Check(settings);
        ConversionGoals.Check(settings);
        return Encoding.UTF8.GetString(ConversionGoals.WriteCreate(settings).Utf8.Span);
    }

    /// <inheritdoc/>
    public string ShowUpdate(ConversionAction action, ConversionActionChanges changes)
    {
        ActionSettingsRules.Check(changes);
        ConversionGoals.Check(action, changes);
        return Encoding.UTF8.GetString(ConversionGoals.WriteUpdate(action, changes).Utf8.Span);
    }

    /// <summary>Pauses the goal: Microsoft has no call that removes one (contract 4.4). The goal given back is Paused.</summary>
    /// <inheritdoc/>
    public Task<ConversionAction> RemoveActionAsync(ConversionAction action, bool validateOnly, CancellationToken cancellationToken) =>
        UpdateActionAsync(action, new ConversionActionChanges { Status = ConversionActionStatus.Paused }, validateOnly, cancellationToken);

    /// <inheritdoc/>
    public Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken) => validateOnly
        ? throw NetworkErrors.CannotValidateOnly("conversions")
        : _session.ApplyAsync("OfflineConversions/Apply", OfflineConversionsApply.Write(batch), batch.Count, "take the conversions", cancellationToken);

    /// <inheritdoc/>
    public Task<UploadAnswer> AdjustAsync(IReadOnlyList<AdjustmentItem> batch, bool validateOnly, CancellationToken cancellationToken)
    {
        if (validateOnly)
        {
            throw NetworkErrors.CannotValidateOnly("adjustments");
        }

        OfflineConversionAdjustmentsApply.Check(batch);
        return _session.ApplyAsync("OfflineConversionAdjustments/Apply", OfflineConversionAdjustmentsApply.Write(batch), batch.Count, "take the adjustments", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccountCheck>> CheckAsync(CancellationToken cancellationToken) => new MicrosoftAdvertisingChecks(_session).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GoalUploadReport>> GetUploadReportAsync(IReadOnlyList<string>? goalIds, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var goals = goalIds ?? [.. (await GetActionsAsync(cancellationToken).ConfigureAwait(false)).Where(goal => goal.AcceptsUploads).Select(goal => goal.Id)];
        var parts = new List<GoalUploadReport>();
        foreach (var some in goals.Distinct().Chunk(MicrosoftAdvertisingLimits.GoalsPerReport))
        {
            for (var from = first; from <= last; from = from.AddDays(MicrosoftAdvertisingLimits.DaysPerReport))
            {
                var to = from.AddDays(MicrosoftAdvertisingLimits.DaysPerReport - 1);
                var question = GoalUploadReport.WriteQuery(some, from, to < last ? to : last);
                parts.AddRange(GoalUploadReport.Read(await _session.QueryAsync("OfflineConversionReport/QueryByGoalIds", question, "tell what became of the uploads", cancellationToken).ConfigureAwait(false)));
            }
        }

        var byGoal = parts.ToLookup(part => part.GoalId);
        return [.. goals.Distinct().Where(byGoal.Contains).Select(id => GoalUploadReport.Join([.. byGoal[id]]))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UetTag>> GetTagsAsync(CancellationToken cancellationToken) =>
        UetTag.Read(await _session.QueryAsync("UetTags/QueryByIds", UetTag.WriteQuery(), "read the UET tags", cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public int MonthsKept => MicrosoftAdvertisingLimits.MonthsOfDailyFigures;

    /// <inheritdoc/>
    public IAsyncEnumerable<ConversionReportRow> ReadReportAsync(ConversionReportQuery query, IProgress<string>? progress, CancellationToken cancellationToken) =>
        new MicrosoftReports(_session, GetActionsAsync).ReadAsync(query, progress, cancellationToken);

    private static void RefuseToValidate(bool validateOnly)
    {
        if (validateOnly)
        {
            throw NetworkErrors.CannotValidateOnly("a goal");
        }
    }

    /// <summary>Makes or changes a goal. A change may be sent twice; making a goal may not.</summary>
    private async Task<ApiAnswer> ChangeAsync(HttpMethod method, JsonBody body, string what, string name, bool enhanced, CancellationToken cancellationToken)
    {
        var campaigns = await _session.GetCampaignsAsync(cancellationToken).ConfigureAwait(false);
        var request = MicrosoftAdvertisingSession.Post(campaigns, "ConversionGoals", body) with { Method = method, Repeatable = method == HttpMethod.Put };
        var answer = await _session.CallAsync(request, what, cancellationToken, changes: true).ConfigureAwait(false);
        var error = answer.Body!.Value.Items("PartialErrors").Where(item => item.ValueKind == JsonValueKind.Object).Select(item => MicrosoftError.Read(item, hasIndex: true)).FirstOrDefault();
        return error is null ? answer : throw await ExplainAsync(error, what, name, enhanced, answer.RequestId, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConversionException> ExplainAsync(MicrosoftError error, string what, string name, bool enhanced, string? trackingId, CancellationToken cancellationToken)
    {
        if (error.Entry?.Code == "ConversionGoalNameAlreadyExists")
        {
            var goals = await GetActionsAsync(cancellationToken).ConfigureAwait(false);
            return NetworkErrors.NameTaken(AdNetwork.MicrosoftAdvertising, name, goals.FirstOrDefault(goal => string.Equals(goal.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)));
        }

        // The code of the missing prerequisite is not published (contract 3.2): the field, or the name of the kindred row error, tells.
        return enhanced && (error.Entry?.Code == "NotEligibleForEnhancedConversions" || error.Field?.Contains("IsEnhancedConversionsEnabled", StringComparison.Ordinal) == true)
            ? MicrosoftAdvertisingErrors.EnhancedConversionsNotTurnedOn(error)
            : MicrosoftAdvertisingErrors.Refused(what, error, trackingId);
    }
}
