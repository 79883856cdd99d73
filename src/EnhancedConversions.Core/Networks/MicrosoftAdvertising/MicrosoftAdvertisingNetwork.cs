using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>A Microsoft Advertising account, by REST v13 (contract 0: SOAP ends 2027-01-31).</summary>
internal sealed class MicrosoftAdvertisingNetwork : IConversionNetwork
{
    private readonly string _accountId;
    private readonly TimeProvider _clock;
    private readonly ApiClient _client;
    private readonly Secret _developerToken;
    private readonly CustomerManagementService _customers;
    private CampaignManagementService? _campaigns;

    /// <summary>Opens the way; nothing is sent yet.</summary>
    /// <param name="settings">The account and the way in.</param>
    /// <param name="timing">How long to wait and try; null for the defaults.</param>
    /// <exception cref="ConversionException">A number is not an account number, or the developer token is missing.</exception>
    public MicrosoftAdvertisingNetwork(ConnectionSettings settings, ApiTiming? timing = null)
    {
        _accountId = AccountNumber.Read(AdNetwork.MicrosoftAdvertising, settings.AccountId, "AccountId");
        _developerToken = settings.DeveloperToken ?? throw NetworkErrors.DeveloperTokenMissing();
        _clock = settings.Clock;
        _client = new ApiClient(settings.Handler, settings.Tokens, settings.Clock, timing ?? MicrosoftAdvertisingLimits.Timing);
        _customers = new CustomerManagementService(_developerToken);
        if (settings.ManagerId is { } customer)
        {
            _campaigns = new CampaignManagementService(_developerToken, AccountNumber.Read(AdNetwork.MicrosoftAdvertising, customer, "CustomerId"), _accountId);
        }
    }

    /// <inheritdoc/>
    public AdNetwork Network => AdNetwork.MicrosoftAdvertising;

    /// <inheritdoc/>
    public NetworkLimits Limits => MicrosoftAdvertisingLimits.Upload;

    /// <inheritdoc/>
    public async Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken)
    {
        const string What = "read the account";
        var answer = await SendAsync(_customers, "Accounts/Search", MicrosoftAdvertisingAccounts.WriteSearch("AccountId", _accountId, 0), What, changes: false, cancellationToken).ConfigureAwait(false);
        var found = answer.Items("Accounts").FirstOrDefault(item => item.Text("Id") == _accountId);
        var account = found.Text("Id") is null ? throw NetworkErrors.AccountNotFound(AdNetwork.MicrosoftAdvertising, _accountId) : MicrosoftAdvertisingAccounts.Read(found);
        _campaigns ??= new CampaignManagementService(_developerToken, account.ManagerId ?? throw NetworkErrors.AccountNotFound(AdNetwork.MicrosoftAdvertising, _accountId), _accountId);
        return new AccountDetails(_accountId, account.Name, account.TimeZone ?? "Etc/UTC", account.Currency ?? "", IsManager: false, IsTest: false)
        {
            ManagerId = _campaigns.CustomerId,
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            await GetCampaignsAsync(cancellationToken).ConfigureAwait(false),
            "ConversionGoals/QueryByIds",
            ConversionGoals.WriteQuery(),
            "read the conversion goals",
            changes: false,
            cancellationToken).ConfigureAwait(false);
        return
        [
            .. answer.Items("ConversionGoals")
                .Where(goal => goal.ValueKind == JsonValueKind.Object)
                .Select(goal => ConversionGoals.Read(goal, _accountId))
                .Where(goal => goal.Status != ConversionActionStatus.Removed),
        ];
    }

    /// <inheritdoc/>
    public async Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken)
    {
        const string What = "make the conversion goal";
        if (validateOnly)
        {
            throw NetworkErrors.CannotValidateOnly("a goal");
        }

        ActionSettingsRules.Check(settings);
        ConversionGoals.Check(settings);
        var campaigns = await GetCampaignsAsync(cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(campaigns, "ConversionGoals", ConversionGoals.WriteCreate(settings), What, changes: true, cancellationToken).ConfigureAwait(false);
        var error = answer.Items("PartialErrors").Where(item => item.ValueKind == JsonValueKind.Object).Select(item => MicrosoftError.Read(item, hasIndex: true)).FirstOrDefault();
        if (error is not null)
        {
            throw await ExplainAsync(settings.Name, What, error, cancellationToken).ConfigureAwait(false);
        }

        var id = answer.Items("ConversionGoalIds").FirstOrDefault();
        return new ConversionAction
        {
            Network = AdNetwork.MicrosoftAdvertising,
            AccountId = _accountId,
            Id = id.Text() ?? "",
            Name = settings.Name.Trim(),
            Type = ConversionGoals.UploadType,
            AcceptsUploads = true,
            Category = ConversionGoals.Categories.Find(settings.Category),
            Primary = settings.Primary,
            Count = settings.Count,
            ValueMode = settings.ValueMode,
            Value = settings.Value,
            Currency = settings.Currency?.ToUpperInvariant(),
            ClickThroughWindowDays = settings.ClickThroughWindowDays,
            EnhancedConversions = settings.EnhancedConversions,
        };
    }

    /// <inheritdoc/>
    public async Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken)
    {
        if (validateOnly)
        {
            throw NetworkErrors.CannotValidateOnly("conversions");
        }

        var campaigns = await GetCampaignsAsync(cancellationToken).ConfigureAwait(false);
        var body = OfflineConversionsApply.Write(batch);
        var result = await _client.SendAsync(
            new ApiRequest { Service = campaigns, Path = "OfflineConversions/Apply", Body = body.Utf8, IsUpload = true },
            cancellationToken).ConfigureAwait(false);
        if (!result.AnswerLost)
        {
            body.Recycle();
        }

        return OfflineConversionsApply.Read(result, batch.Count, _clock);
    }

    /// <summary>The service of the account's customer, which is looked up when nobody named it.</summary>
    private async ValueTask<CampaignManagementService> GetCampaignsAsync(CancellationToken cancellationToken)
    {
        if (_campaigns is null)
        {
            await GetAccountAsync(cancellationToken).ConfigureAwait(false);
        }

        return _campaigns!;
    }

    private async Task<ConversionException> ExplainAsync(string name, string what, MicrosoftError error, CancellationToken cancellationToken)
    {
        if (error.Entry?.Code is not "ConversionGoalNameAlreadyExists")
        {
            return MicrosoftAdvertisingErrors.Refused(what, error, null);
        }

        var goals = await GetActionsAsync(cancellationToken).ConfigureAwait(false);
        return NetworkErrors.NameTaken(AdNetwork.MicrosoftAdvertising, name, goals.FirstOrDefault(goal => string.Equals(goal.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<JsonElement> SendAsync(MicrosoftService service, string path, JsonBody body, string what, bool changes, CancellationToken cancellationToken)
    {
        var result = await _client.SendAsync(new ApiRequest { Service = service, Path = path, Body = body.Utf8, Repeatable = !changes }, cancellationToken).ConfigureAwait(false);
        return result.Answer.IsSuccess ? result.Answer.Body!.Value : throw MicrosoftAdvertisingErrors.From(what, result, _clock, changes);
    }
}
