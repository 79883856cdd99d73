using EnhancedConversions.Credentials;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>A Microsoft Advertising service: its faults have the same shapes, and what may be repeated is the same for all of them (contract 2).</summary>
/// <param name="developerToken">The developer token.</param>
internal abstract class MicrosoftService(Secret developerToken) : ApiService
{
    /// <summary>Attempts after code 0, "unclassified server failure": it may be temporary, it may be for ever.</summary>
    private const int InternalErrorAttempts = 3;

    /// <summary>The window Microsoft counts calls in (contract 2.3).</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override void AddHeaders(HttpRequestMessage request) => request.Headers.Add("DeveloperToken", developerToken.Reveal());

    /// <inheritdoc/>
    public override Advice Judge(ApiAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return Advice.Return;
        }

        var fault = MicrosoftFault.Read(answer);

        // The code decides where there is one: every status from 400 to 500 may carry any fault.
        return (fault.First?.Entry, fault.HttpStatus) switch
        {
            ({ Remedy: CodeRemedy.SignIn }, _) or (_, 401) => new Advice(NextStep.RefreshToken),
            ({ Number: 0 }, _) => new Advice(NextStep.Retry, answer.RetryAfter, InternalErrorAttempts),
            ({ Remedy: CodeRemedy.Repeat, Scope: CodeScope.Request } entry, _) => new Advice(NextStep.Retry, answer.RetryAfter ?? entry.Wait, NothingDone: true),
            ({ }, _) => Advice.Return,
            (_, 429) => new Advice(NextStep.Retry, answer.RetryAfter ?? s_window, NothingDone: true),
            (_, 408 or 500 or 502 or 503 or 504) => new Advice(NextStep.Retry, answer.RetryAfter),
            _ => Advice.Return,
        };
    }
}

/// <summary>Accounts and users.</summary>
/// <param name="developerToken">The developer token.</param>
internal sealed class CustomerManagementService(Secret developerToken) : MicrosoftService(developerToken)
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = new("https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/");
}

/// <summary>Goals and offline conversions.</summary>
/// <param name="developerToken">The developer token.</param>
/// <param name="customerId">The customer worked for.</param>
/// <param name="accountId">The account.</param>
internal sealed class CampaignManagementService(Secret developerToken, string customerId, string accountId) : MicrosoftService(developerToken)
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = new("https://campaign.api.bingads.microsoft.com/CampaignManagement/v13/");

    /// <summary>The customer worked for.</summary>
    public string CustomerId { get; } = customerId;

    /// <inheritdoc/>
    public override void AddHeaders(HttpRequestMessage request)
    {
        base.AddHeaders(request);
        request.Headers.Add("CustomerId", CustomerId);
        request.Headers.Add("CustomerAccountId", accountId);
    }
}
