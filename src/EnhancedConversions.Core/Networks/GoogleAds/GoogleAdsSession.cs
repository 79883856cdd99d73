using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>One account's way to Google's two APIs, shared by everything this module asks of them.</summary>
internal sealed class GoogleAdsSession
{
    private readonly ApiClient _client;

    /// <summary>Opens the way; nothing is sent yet.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="managerId">The manager signed in through; null for none.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ConversionException">A number is not a Google Ads account number.</exception>
    public GoogleAdsSession(ApiClient client, string accountId, string? managerId, TimeProvider clock)
    {
        AccountId = AccountNumber.Read(AdNetwork.GoogleAds, accountId, "AccountId");
        ManagerId = managerId is null ? null : AccountNumber.Read(AdNetwork.GoogleAds, managerId, "LoginCustomerId");
        Clock = clock;
        _client = client;
        Ads = new GoogleAdsService(ManagerId);
        DataManager = new DataManagerService(Quota(clock));
        DataManagerReads = new DataManagerService(Quota(clock));
    }

    private GoogleAdsSession(GoogleAdsSession session, IRequestQuota quota)
    {
        AccountId = session.AccountId;
        ManagerId = session.ManagerId;
        Clock = session.Clock;
        _client = session._client;
        Ads = session.Ads;
        DataManager = new DataManagerService(quota);
        DataManagerReads = session.DataManagerReads;
    }

    /// <summary>The account, 10 digits.</summary>
    public string AccountId { get; }

    /// <summary>The manager signed in through, 10 digits; null for none.</summary>
    public string? ManagerId { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The Google Ads API.</summary>
    public GoogleAdsService Ads { get; }

    /// <summary>The Data Manager API.</summary>
    public DataManagerService DataManager { get; }

    /// <summary>The Data Manager API for reading, whose quota is counted apart (contract C.8).</summary>
    public DataManagerService DataManagerReads { get; }

    /// <summary>The same session, whose uploads take their places from another quota.</summary>
    /// <param name="quota">The quota.</param>
    public GoogleAdsSession WithQuota(IRequestQuota quota) => new(this, quota);

    /// <summary>Runs a query, all its pages.</summary>
    /// <param name="query">GAQL.</param>
    /// <param name="what">What is asked for, for the error.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="accountId">The account that is asked, 10 digits; null for this one.</param>
    /// <exception cref="ConversionException">Google refused.</exception>
    public async Task<List<JsonElement>> SearchAsync(string query, string what, CancellationToken cancellationToken, string? accountId = null)
    {
        var rows = new List<JsonElement>();
        string? page = null;
        do
        {
            var answer = await CallAsync(SearchRequest(query, page, accountId), what, cancellationToken).ConfigureAwait(false);
            rows.AddRange(answer.Items("results"));
            page = answer.Text("nextPageToken");
        }
        while (page is not null);
        return rows;
    }

    /// <summary>The request for one page of a query.</summary>
    /// <param name="query">GAQL.</param>
    /// <param name="page">Token of the page; null for the first.</param>
    /// <param name="accountId">The account that is asked, 10 digits; null for this one.</param>
    public ApiRequest SearchRequest(string query, string? page, string? accountId = null)
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
        return new ApiRequest { Service = Ads, Path = $"customers/{accountId ?? AccountId}/googleAds:search", Body = body.Utf8 };
    }

    /// <summary>Sends a request and hands out the body of its success.</summary>
    /// <param name="request">The request.</param>
    /// <param name="what">What is asked for, for the error.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConversionException">Google refused.</exception>
    public async Task<JsonElement> CallAsync(ApiRequest request, string what, CancellationToken cancellationToken)
    {
        var result = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.Answer.IsSuccess ? result.Answer.Body!.Value : throw GoogleAdsErrors.From((GoogleService)request.Service, what, result, Clock, changes: !request.Repeatable);
    }

    /// <summary>Sends a request and hands out what came of it, refusals too.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ApiResult> SendAsync(ApiRequest request, CancellationToken cancellationToken) => _client.SendAsync(request, cancellationToken);

    /// <summary>Sends rows and reads what came of them.</summary>
    /// <param name="service">The API.</param>
    /// <param name="path">The call.</param>
    /// <param name="body">The rows; given back to the pool when no connection can still be reading it.</param>
    /// <param name="reader">Reads the answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<UploadAnswer> UploadAsync(GoogleService service, string path, JsonBody body, GoogleBatchAnswer reader, CancellationToken cancellationToken)
    {
        var result = await _client.SendAsync(new ApiRequest { Service = service, Path = path, Body = body.Utf8, IsUpload = true }, cancellationToken).ConfigureAwait(false);
        if (!result.AnswerLost)
        {
            body.Recycle();
        }

        return reader.Read(result);
    }

    private static RequestQuota Quota(TimeProvider clock) => new(GoogleAdsLimits.Upload.RequestsPerMinute!.Value, NetworkLimits.Minute, clock);
}
