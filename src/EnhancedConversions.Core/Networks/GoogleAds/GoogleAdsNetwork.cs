using System.Text;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>A Google Ads account: actions, tags and adjustments by the Google Ads API, uploads by the Data Manager API (contract 0).</summary>
internal sealed class GoogleAdsNetwork : IGoogleAdsNetwork
{
    private readonly GoogleAdsSession _session;
    private readonly GoogleEventSource _eventSource;
    private readonly GoogleUploadRoute _route;
    private AccountDetails? _details;

    /// <summary>Opens the way; nothing is sent yet.</summary>
    /// <param name="settings">The account and the way in.</param>
    /// <param name="timing">How long to wait and try; null for the defaults.</param>
    /// <exception cref="ConversionException">A number is not a Google Ads account number.</exception>
    public GoogleAdsNetwork(ConnectionSettings settings, ApiTiming? timing = null)
        : this(
            new GoogleAdsSession(new ApiClient(settings.Handler, settings.Tokens, settings.Clock, timing ?? GoogleAdsLimits.Timing), settings.AccountId, settings.ManagerId, settings.Clock),
            settings.EventSource,
            settings.Route)
    {
    }

    private GoogleAdsNetwork(GoogleAdsSession session, GoogleEventSource eventSource, GoogleUploadRoute route)
    {
        _session = session;
        _eventSource = eventSource;
        _route = route;
    }

    /// <inheritdoc/>
    public AdNetwork Network => AdNetwork.GoogleAds;

    /// <inheritdoc/>
    public GoogleUploadRoute Route => _route;

    // Contract C.9; the old route refuses a repeat instead (A.5).
    /// <inheritdoc/>
    public bool OverwritesUploads => _route == GoogleUploadRoute.DataManager;

    /// <inheritdoc/>
    public NetworkLimits Limits => GoogleAdsLimits.Upload;

    /// <inheritdoc/>
    public IConversionNetwork WithQuota(IRequestQuota quota) => new GoogleAdsNetwork(_session.WithQuota(quota), _eventSource, _route) { _details = _details };

    /// <inheritdoc/>
    public async Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken)
    {
        var rows = await _session.SearchAsync(GoogleAdsQueries.Account, "read the account", cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0 || rows[0].Field("customer") is not { } customer)
        {
            throw NetworkErrors.AccountNotFound(AdNetwork.GoogleAds, _session.AccountId);
        }

        return _details = new AccountDetails(
            _session.AccountId,
            customer.Text("descriptiveName"),
            customer.Text("timeZone") ?? "Etc/UTC",
            customer.Text("currencyCode") ?? "",
            customer.Flag("manager") == true,
            customer.Flag("testAccount") == true)
        {
            ManagerId = _session.ManagerId,
            ConversionOwnerId = GoogleAdsActions.LastPart(customer.Text("conversionTrackingSetting", "googleAdsConversionCustomer")),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken)
    {
        var rows = await _session.SearchAsync(GoogleAdsQueries.Actions, "read the conversion actions", cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.Field("conversionAction")).OfType<JsonElement>().Select(action => GoogleAdsActions.Read(action, _session.AccountId))];
    }

    // Like the actions of an upload they are those of the account that owns the conversions (contract C.2, A.5).
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountCustomVariable>?> GetCustomVariablesAsync(CancellationToken cancellationToken)
    {
        var owner = await GetOwnerAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _session.SearchAsync(GoogleAdsQueries.CustomVariables, "read the custom variables", cancellationToken, owner).ConfigureAwait(false);
        return [.. rows.Select(row => row.Field("conversionCustomVariable")).OfType<JsonElement>().Select(ReadCustomVariable)];
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken)
    {
        ActionSettingsRules.Check(settings);
        GoogleAdsActions.CheckAbsent(settings.Scope, settings.ClickThroughWindowMinutes, settings.EnhancedConversions);
        var owner = await GetOwnerAsync(cancellationToken).ConfigureAwait(false);
        var asked = GoogleAdsActions.Asked(settings, _session.AccountId, owner);
        var answer = await MutateAsync(owner, GoogleAdsActions.WriteCreate(settings, validateOnly), "make the conversion action", settings.Name, repeatable: validateOnly, cancellationToken).ConfigureAwait(false);
        return GoogleAdsActions.ReadMade(answer, asked);
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> UpdateActionAsync(ConversionAction action, ConversionActionChanges changes, bool validateOnly, CancellationToken cancellationToken)
    {
        ActionSettingsRules.Check(changes);
        GoogleAdsActions.CheckAbsent(scope: null, changes.ClickThroughWindowMinutes, changes.EnhancedConversions);
        var owner = action.OwnerAccountId ?? _session.AccountId;
        var answer = await MutateAsync(owner, GoogleAdsActions.WriteUpdate(action, owner, changes, validateOnly), "change the conversion action", changes.Name ?? action.Name, repeatable: true, cancellationToken).ConfigureAwait(false);
        return GoogleAdsActions.ReadMade(answer, GoogleAdsActions.Changed(action, changes));
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> RemoveActionAsync(ConversionAction action, bool validateOnly, CancellationToken cancellationToken)
    {
        var owner = action.OwnerAccountId ?? _session.AccountId;
        await MutateAsync(owner, GoogleAdsActions.WriteRemove(action, owner, validateOnly), "remove the conversion action", action.Name, repeatable: validateOnly, cancellationToken).ConfigureAwait(false);
        return validateOnly ? action : action with { Status = ConversionActionStatus.Removed };
    }

    /// <inheritdoc/>
    public string ShowCreate(ConversionActionSettings settings)
    {
        ActionSettingsRules.Check(settings);
        GoogleAdsActions.CheckAbsent(settings.Scope, settings.ClickThroughWindowMinutes, settings.EnhancedConversions);
        return Encoding.UTF8.GetString(GoogleAdsActions.WriteCreate(settings, validateOnly: false).Utf8.Span);
    }

    /// <inheritdoc/>
    public string ShowUpdate(ConversionAction action, ConversionActionChanges changes)
    {
        ActionSettingsRules.Check(changes);
        GoogleAdsActions.CheckAbsent(scope: null, changes.ClickThroughWindowMinutes, changes.EnhancedConversions);
        return Encoding.UTF8.GetString(GoogleAdsActions.WriteUpdate(action, action.OwnerAccountId ?? _session.AccountId, changes, validateOnly: false).Utf8.Span);
    }

    /// <inheritdoc/>
    public async Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken)
    {
        if (_route == GoogleUploadRoute.GoogleAdsApi)
        {
            var owner = await GetOwnerAsync(cancellationToken).ConfigureAwait(false);
            return await _session.UploadAsync(
                _session.Ads,
                $"customers/{owner}:uploadClickConversions",
                ClickUploadRequest.Write(batch, owner, validateOnly),
                new PartialFailureAnswer(_session.Ads, ClickUploadRequest.List, batch.Count, _session.Clock),
                cancellationToken).ConfigureAwait(false);
        }

        var request = new IngestRequest(batch, _session.AccountId, _session.ManagerId, _eventSource, validateOnly);
        return await _session.UploadAsync(
            _session.DataManager,
            "events:ingest",
            request.Write(),
            new IngestAnswer(_session.DataManager, request, batch, validateOnly, _session.Clock),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<UploadAnswer> AdjustAsync(IReadOnlyList<AdjustmentItem> batch, bool validateOnly, CancellationToken cancellationToken)
    {
        AdjustmentRequest.Check(batch);
        var owner = await GetOwnerAsync(cancellationToken).ConfigureAwait(false);
        return await _session.UploadAsync(
            _session.Ads,
            $"customers/{owner}:uploadConversionAdjustments",
            AdjustmentRequest.Write(batch, owner, validateOnly),
            new PartialFailureAnswer(_session.Ads, AdjustmentRequest.List, batch.Count, _session.Clock),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ConversionTag> GetTagAsync(ConversionAction? action, CancellationToken cancellationToken)
    {
        const string What = "read the tag";
        var account = await _session.SearchAsync(GoogleAdsQueries.Tracking, What, cancellationToken).ConfigureAwait(false);
        var tracking = account.Select(row => row.Field("customer", "conversionTrackingSetting")).FirstOrDefault(setting => setting is not null) ?? default;
        var actions = action is null ? [] : await _session.SearchAsync(GoogleAdsQueries.TagSnippets(action.Id), What, cancellationToken).ConfigureAwait(false);
        return ConversionTag.Make(_session.AccountId, tracking, action, actions.SelectMany(row => row.Items("conversionAction", "tagSnippets")))
            ?? throw NetworkErrors.NoTag(_session.AccountId);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UploadRequestStatus>?> GetRequestStatusAsync(string requestId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(requestId);
        var request = new ApiRequest
        {
            Service = _session.DataManagerReads,
            Method = HttpMethod.Get,
            Path = $"requestStatus:retrieve?requestId={Uri.EscapeDataString(requestId)}",
        };
        var result = await _session.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.Answer.IsSuccess ? UploadRequestStatus.Read(result.Answer.Body!.Value)
            : result.Answer.Fault == AnswerFault.None && GoogleFault.Read(result.Answer).Codes.Contains("INVALID_REQUEST_ID") ? null
            : throw GoogleAdsErrors.From(_session.DataManagerReads, "tell what became of the upload", result, _session.Clock);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UploadDiagnostics>> GetDiagnosticsAsync(CancellationToken cancellationToken)
    {
        const string What = "read the upload diagnostics";
        var clients = await _session.SearchAsync(GoogleAdsQueries.ClientDiagnostics, What, cancellationToken).ConfigureAwait(false);
        var actions = await _session.SearchAsync(GoogleAdsQueries.ActionDiagnostics, What, cancellationToken).ConfigureAwait(false);
        return [.. clients.Concat(actions).Select(row => UploadDiagnostics.Read(row, _session.Ads.Find)).OfType<UploadDiagnostics>()];
    }

    /// <inheritdoc/>
    public int MonthsKept => GoogleAdsLimits.MonthsOfDailyFigures;

    /// <inheritdoc/>
    public IAsyncEnumerable<ConversionReportRow> ReadReportAsync(ConversionReportQuery query, IProgress<string>? progress, CancellationToken cancellationToken) =>
        GoogleAdsReports.ReadAsync(_session, query, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccountCheck>> CheckAsync(CancellationToken cancellationToken) => new GoogleAdsChecks(_session, this).RunAsync(cancellationToken);

    private static AccountCustomVariable ReadCustomVariable(JsonElement variable) => new(
        variable.Text("name") ?? "",
        variable.Text("tag"),
        variable.Text("status") switch
        {
            "ENABLED" => CustomVariableStatus.Enabled,
            "ACTIVATION_NEEDED" => CustomVariableStatus.ActivationNeeded,
            "PAUSED" => CustomVariableStatus.Paused,
            _ => CustomVariableStatus.Unknown,
        },
        variable.Text("resourceName") ?? "");

    /// <summary>The account conversion actions are made in: this one, or the manager that owns its conversions (contract A.3, A.8).</summary>
    private async Task<string> GetOwnerAsync(CancellationToken cancellationToken)
    {
        var details = _details ?? await GetAccountAsync(cancellationToken).ConfigureAwait(false);
        return details.ConversionOwnerId ?? _session.AccountId;
    }

    /// <summary>Changes actions; a name that is taken is told with the action that has it.</summary>
    private async Task<JsonElement> MutateAsync(string owner, JsonBody body, string what, string name, bool repeatable, CancellationToken cancellationToken)
    {
        var result = await _session.SendAsync(
            new ApiRequest { Service = _session.Ads, Path = $"customers/{owner}/conversionActions:mutate", Body = body.Utf8, Repeatable = repeatable },
            cancellationToken).ConfigureAwait(false);
        if (result.Answer.IsSuccess)
        {
            return result.Answer.Body!.Value;
        }

        if (result.Answer.Fault == AnswerFault.None && GoogleFault.Read(result.Answer).Codes.Contains("DUPLICATE_NAME"))
        {
            var actions = await GetActionsAsync(cancellationToken).ConfigureAwait(false);
            throw NetworkErrors.NameTaken(AdNetwork.GoogleAds, name, actions.FirstOrDefault(action => string.Equals(action.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)));
        }

        throw GoogleAdsErrors.From(_session.Ads, what, result, _session.Clock, changes: true);
    }
}
