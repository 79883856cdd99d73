using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>The way to one account: its services, its numbers, the clock.</summary>
internal sealed class MicrosoftAdvertisingSession
{
    private readonly ApiClient _client;
    private readonly MicrosoftAccess _access;
    private CampaignManagementService? _campaigns;

    /// <summary>Opens the way; nothing is sent yet.</summary>
    /// <param name="settings">The account and the way in.</param>
    /// <param name="timing">How long to wait and try; null for the defaults.</param>
    /// <exception cref="ConversionException">A number is not an account number, or the developer token is missing.</exception>
    public MicrosoftAdvertisingSession(ConnectionSettings settings, ApiTiming? timing)
    {
        AccountId = AccountNumber.Read(AdNetwork.MicrosoftAdvertising, settings.AccountId, "AccountId");
        _access = new MicrosoftAccess(settings.DeveloperToken ?? throw NetworkErrors.DeveloperTokenMissing(), settings.Environment, settings.IdentityProvider);
        Clock = settings.Clock;
        _client = new ApiClient(settings.Handler, settings.Tokens, settings.Clock, timing ?? MicrosoftAdvertisingLimits.Timing);
        Customers = new CustomerManagementService(_access);
        if (settings.ManagerId is { } customer)
        {
            _campaigns = new CampaignManagementService(_access, AccountNumber.Read(AdNetwork.MicrosoftAdvertising, customer, "CustomerId"), AccountId);
        }
    }

    /// <summary>The account, digits only.</summary>
    public string AccountId { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Accounts and users.</summary>
    public CustomerManagementService Customers { get; }

    /// <summary>The customer worked for; null until somebody named it or it was looked up.</summary>
    public string? CustomerId => _campaigns?.CustomerId;

    /// <summary>Reads the account; its customer is the one worked for when nobody named one.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<AvailableAccount> GetAccountAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(Post(Customers, "Accounts/Search", MicrosoftAdvertisingAccounts.WriteSearch("AccountId", AccountId, 0)), "read the account", cancellationToken).ConfigureAwait(false);
        var found = answer.Body!.Value.Items("Accounts").FirstOrDefault(item => item.Text("Id") == AccountId);
        var account = found.Text("Id") is null ? throw NetworkErrors.AccountNotFound(AdNetwork.MicrosoftAdvertising, AccountId) : MicrosoftAdvertisingAccounts.Read(found);
        _campaigns ??= new CampaignManagementService(_access, account.ManagerId ?? throw NetworkErrors.AccountNotFound(AdNetwork.MicrosoftAdvertising, AccountId), AccountId);
        return account;
    }

    /// <summary>The services of the account's customer, which is looked up when nobody named it.</summary>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async ValueTask<CampaignManagementService> GetCampaignsAsync(CancellationToken cancellationToken)
    {
        if (_campaigns is null)
        {
            await GetAccountAsync(cancellationToken).ConfigureAwait(false);
        }

        return _campaigns!;
    }

    /// <summary>The Reporting service for the account.</summary>
    /// <param name="cancellationToken">Cancels the look-up of the customer.</param>
    public async ValueTask<ReportingService> GetReportingAsync(CancellationToken cancellationToken) =>
        new(_access, (await GetCampaignsAsync(cancellationToken).ConfigureAwait(false)).CustomerId, AccountId);

    /// <summary>The way out for addresses that carry their own permission, such as those of finished reports.</summary>
    public HttpClient Http => _client.Http;

    /// <summary>A question, which may be asked as often as it takes.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">Path below it.</param>
    /// <param name="body">The question.</param>
    public static ApiRequest Post(MicrosoftService service, string path, JsonBody body) => new() { Service = service, Path = path, Body = body.Utf8 };

    /// <summary>Asks Campaign Management.</summary>
    /// <param name="path">Path below the service.</param>
    /// <param name="body">The question.</param>
    /// <param name="what">What is asked for, as in "could not <c>read the goals</c>".</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<JsonElement> QueryAsync(string path, JsonBody body, string what, CancellationToken cancellationToken)
    {
        var campaigns = await GetCampaignsAsync(cancellationToken).ConfigureAwait(false);
        return (await CallAsync(Post(campaigns, path, body), what, cancellationToken).ConfigureAwait(false)).Body!.Value;
    }

    /// <summary>Sends a request and hands out what succeeded.</summary>
    /// <param name="request">The request.</param>
    /// <param name="what">What is asked for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="changes">True when it changes something.</param>
    /// <exception cref="ConversionException">It did not succeed.</exception>
    public async Task<ApiAnswer> CallAsync(ApiRequest request, string what, CancellationToken cancellationToken, bool changes = false)
    {
        var result = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return result.Answer.IsSuccess ? result.Answer : throw MicrosoftAdvertisingErrors.From(what, result, Clock, changes);
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConversionException">The sign-in was refused.</exception>
    public Task<ApiResult> SendAsync(ApiRequest request, CancellationToken cancellationToken) => _client.SendAsync(request, cancellationToken);

    /// <summary>Sends rows, and reads which of them Microsoft minds.</summary>
    /// <param name="path">Path below Campaign Management.</param>
    /// <param name="body">The rows.</param>
    /// <param name="rows">How many they are.</param>
    /// <param name="what">What is asked for.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<UploadAnswer> ApplyAsync(string path, JsonBody body, int rows, string what, CancellationToken cancellationToken)
    {
        var campaigns = await GetCampaignsAsync(cancellationToken).ConfigureAwait(false);
        var result = await SendAsync(Post(campaigns, path, body) with { IsUpload = true }, cancellationToken).ConfigureAwait(false);
        if (!result.AnswerLost)
        {
            body.Recycle();
        }

        return ApplyAnswer.Read(result, rows, what, Clock);
    }
}
