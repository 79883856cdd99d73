using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>A Google Ads account: actions by the Google Ads API, uploads by the Data Manager API (contract 0, consequences 1 to 3).</summary>
internal sealed class GoogleAdsNetwork : IConversionNetwork
{
    private const string AccountQuery =
        "SELECT customer.id, customer.descriptive_name, customer.currency_code, customer.time_zone, customer.manager, customer.test_account, "
        + "customer.conversion_tracking_setting.google_ads_conversion_customer FROM customer";

    private readonly string _accountId;
    private readonly string? _managerId;
    private readonly GoogleEventSource _eventSource;
    private readonly TimeProvider _clock;
    private readonly ApiClient _client;
    private readonly GoogleAdsService _ads;
    private readonly DataManagerService _dataManager;
    private AccountDetails? _details;

    /// <summary>Opens the way; nothing is sent yet.</summary>
    /// <param name="settings">The account and the way in.</param>
    /// <param name="timing">How long to wait and try; null for the defaults.</param>
    /// <exception cref="ConversionException">A number is not a Google Ads account number.</exception>
    public GoogleAdsNetwork(ConnectionSettings settings, ApiTiming? timing = null)
    {
        _accountId = AccountNumber.Read(AdNetwork.GoogleAds, settings.AccountId, "AccountId");
        _managerId = settings.ManagerId is { } manager ? AccountNumber.Read(AdNetwork.GoogleAds, manager, "LoginCustomerId") : null;
        _eventSource = settings.EventSource;
        _clock = settings.Clock;
        _client = new ApiClient(settings.Handler, settings.Tokens, settings.Clock, timing);
        _ads = new GoogleAdsService(_managerId);
        _dataManager = new DataManagerService(settings.Clock);
    }

    /// <inheritdoc/>
    public AdNetwork Network => AdNetwork.GoogleAds;

    /// <inheritdoc/>
    public NetworkLimits Limits => GoogleAdsLimits.Upload;

    /// <inheritdoc/>
    public async Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken)
    {
        var rows = await SearchAsync(AccountQuery, "read the account", cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0 || rows[0].Field("customer") is not { } customer)
        {
            throw NetworkErrors.AccountNotFound(AdNetwork.GoogleAds, _accountId);
        }

        return _details = new AccountDetails(
            _accountId,
            customer.Text("descriptiveName"),
            customer.Text("timeZone") ?? "Etc/UTC",
            customer.Text("currencyCode") ?? "",
            customer.Flag("manager") == true,
            customer.Flag("testAccount") == true)
        {
            ManagerId = _managerId,
            ConversionOwnerId = GoogleAdsActions.LastPart(customer.Text("conversionTrackingSetting", "googleAdsConversionCustomer")),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken)
    {
        var rows = await SearchAsync(GoogleAdsActions.Query, "read the conversion actions", cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.Field("conversionAction")).OfType<JsonElement>().Select(action => GoogleAdsActions.Read(action, _accountId))];
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken)
    {
        const string What = "make the conversion action";
        ActionSettingsRules.Check(settings);
        var owner = await GetOwnerAsync(cancellationToken).ConfigureAwait(false);
        var body = GoogleAdsActions.WriteCreate(settings, validateOnly);
        var result = await _client.SendAsync(
            new ApiRequest { Service = _ads, Path = $"customers/{owner}/conversionActions:mutate", Body = body.Utf8, Repeatable = validateOnly },
            cancellationToken).ConfigureAwait(false);
        if (!result.Answer.IsSuccess)
        {
            throw await ExplainAsync(settings.Name, What, result, cancellationToken).ConfigureAwait(false);
        }

        return Made(settings, owner, result.Answer.Body!.Value);
    }

    /// <inheritdoc/>
    public async Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken)
    {
        var request = new IngestRequest(batch, _accountId, _managerId, _eventSource, validateOnly);
        var body = request.Write();
        var result = await _client.SendAsync(
            new ApiRequest { Service = _dataManager, Path = "events:ingest", Body = body.Utf8, IsUpload = true },
            cancellationToken).ConfigureAwait(false);
        if (!result.AnswerLost)
        {
            body.Recycle();
        }

        return new IngestAnswer(_dataManager, request, batch, _clock).Read(result, validateOnly);
    }

    /// <summary>The account conversion actions are made in: this one, or the manager that owns its conversions (contract A.3, A.8).</summary>
    private async Task<string> GetOwnerAsync(CancellationToken cancellationToken)
    {
        var details = _details ?? await GetAccountAsync(cancellationToken).ConfigureAwait(false);
        return details.ConversionOwnerId ?? _accountId;
    }

    /// <summary>What Google made, where its answer says so; what was asked for elsewhere.</summary>
    private ConversionAction Made(ConversionActionSettings settings, string owner, JsonElement body)
    {
        var result = body.Items("results").FirstOrDefault();
        var made = GoogleAdsActions.Read(result.Field("conversionAction") ?? default, _accountId);
        var hasValue = result.Field("conversionAction", "valueSettings") is not null;
        return made with
        {
            Id = made.Id.Length > 0 ? made.Id : GoogleAdsActions.LastPart(result.Text("resourceName")) ?? "",
            Name = made.Name.Length > 0 ? made.Name : settings.Name.Trim(),
            Type = GoogleAdsActions.UploadType,
            AcceptsUploads = true,
            Category = made.Category ?? GoogleAdsActions.Categories.Find(settings.Category),
            Primary = made.Primary ?? settings.Primary,
            Count = made.Count ?? settings.Count,
            ValueMode = hasValue ? made.ValueMode : settings.ValueMode,
            Value = hasValue ? made.Value : settings.Value,
            Currency = hasValue ? made.Currency : settings.Currency,
            ClickThroughWindowDays = made.ClickThroughWindowDays ?? settings.ClickThroughWindowDays,
            ViewThroughWindowDays = made.ViewThroughWindowDays ?? settings.ViewThroughWindowDays,
            Attribution = made.NetworkAttribution is null ? settings.Attribution ?? AttributionModel.Other : made.Attribution,
            OwnerAccountId = owner == _accountId ? null : owner,
        };
    }

    /// <summary>The error of a refused creation; a name that is taken is shown with the action that has it.</summary>
    private async Task<ConversionException> ExplainAsync(string name, string what, ApiResult result, CancellationToken cancellationToken)
    {
        if (result.Answer.Fault != AnswerFault.None || !GoogleFault.Read(result.Answer).Codes.Contains("DUPLICATE_NAME"))
        {
            return GoogleAdsErrors.From(_ads, what, result, _clock, changes: true);
        }

        var actions = await GetActionsAsync(cancellationToken).ConfigureAwait(false);
        return NetworkErrors.NameTaken(AdNetwork.GoogleAds, name, actions.FirstOrDefault(action => string.Equals(action.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<List<JsonElement>> SearchAsync(string query, string what, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        string? page = null;
        do
        {
            var body = JsonBody.Write((query, page), static (writer, state) =>
            {
                writer.WriteStartObject();
                writer.WriteString("query"u8, state.query);
                if (state.page is not null)
                {
                    writer.WriteString("pageToken"u8, state.page);
                }

                writer.WriteEndObject();
            });
            var result = await _client.SendAsync(new ApiRequest { Service = _ads, Path = $"customers/{_accountId}/googleAds:search", Body = body.Utf8 }, cancellationToken).ConfigureAwait(false);
            if (!result.Answer.IsSuccess)
            {
                throw GoogleAdsErrors.From(_ads, what, result, _clock);
            }

            rows.AddRange(result.Answer.Body!.Value.Items("results"));
            page = result.Answer.Body!.Value.Text("nextPageToken");
        }
        while (page is not null);
        return rows;
    }
}
