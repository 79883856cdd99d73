using EnhancedConversions.Credentials;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>What every call to Microsoft Advertising needs beside the access token.</summary>
/// <param name="DeveloperToken">The developer token.</param>
/// <param name="Environment">The environment.</param>
/// <param name="IdentityProvider">Who signed the user in.</param>
internal sealed record MicrosoftAccess(Secret DeveloperToken, MicrosoftEnvironment Environment, MicrosoftIdentityProvider IdentityProvider)
{
    /// <summary>Base address of a service (contract 1.1).</summary>
    /// <param name="host">First part of its host.</param>
    /// <param name="service">Its name in the path.</param>
    public Uri BaseAddress(string host, string service) =>
        new($"https://{host}.api.{(Environment == MicrosoftEnvironment.Sandbox ? "sandbox." : "")}bingads.microsoft.com/{service}/v13/");
}

/// <summary>A Microsoft Advertising service: its faults have the same shapes, and what may be repeated is the same for all of them (contract 2).</summary>
/// <param name="access">What every call needs.</param>
internal abstract class MicrosoftService(MicrosoftAccess access) : ApiService
{
    /// <summary>Attempts after code 0, "unclassified server failure": it may be temporary, it may be for ever.</summary>
    private const int InternalErrorAttempts = 3;

    /// <inheritdoc/>
    public override void AddHeaders(HttpRequestMessage request)
    {
        request.Headers.Add("DeveloperToken", access.DeveloperToken.Reveal());
        if (access.IdentityProvider == MicrosoftIdentityProvider.Google)
        {
            request.Headers.Add("IdentityProvider", "Google");
        }
    }

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
            (_, 429) => new Advice(NextStep.Retry, answer.RetryAfter ?? MicrosoftAdvertisingLimits.CallWindow, NothingDone: true),
            (_, 408 or 500 or 502 or 503 or 504) => new Advice(NextStep.Retry, answer.RetryAfter),
            _ => Advice.Return,
        };
    }
}

/// <summary>Accounts and users.</summary>
/// <param name="access">What every call needs.</param>
internal sealed class CustomerManagementService(MicrosoftAccess access) : MicrosoftService(access)
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = access.BaseAddress("clientcenter", "CustomerManagement");
}

/// <summary>A service that works for one account of a customer.</summary>
/// <param name="access">What every call needs.</param>
/// <param name="customerId">The customer worked for.</param>
/// <param name="accountId">The account.</param>
internal abstract class MicrosoftAccountService(MicrosoftAccess access, string customerId, string accountId) : MicrosoftService(access)
{
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

/// <summary>Goals and offline conversions.</summary>
/// <param name="access">What every call needs.</param>
/// <param name="customerId">The customer worked for.</param>
/// <param name="accountId">The account.</param>
internal sealed class CampaignManagementService(MicrosoftAccess access, string customerId, string accountId) : MicrosoftAccountService(access, customerId, accountId)
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = access.BaseAddress("campaign", "CampaignManagement");
}

/// <summary>Reports (contract 8).</summary>
/// <param name="access">What every call needs.</param>
/// <param name="customerId">The customer worked for.</param>
/// <param name="accountId">The account.</param>
internal sealed class ReportingService(MicrosoftAccess access, string customerId, string accountId) : MicrosoftAccountService(access, customerId, accountId)
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = access.BaseAddress("reporting", "Reporting");
}
