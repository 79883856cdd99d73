using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>A Google API: its errors have one shape, and what may be repeated is the same for all of them (contract A.6, C.6).</summary>
internal abstract class GoogleService : ApiService
{
    /// <summary>The codes of this API, the more special list first.</summary>
    protected abstract NetworkCodes[] Codes { get; }

    /// <summary>The entry of the first code of a fault that is known.</summary>
    /// <param name="fault">The fault.</param>
    public NetworkCode? Find(GoogleFault fault) =>
        fault.Codes.Select(Find).FirstOrDefault(entry => entry is not null);

    /// <summary>The entry of a code; null when it is not on Google's lists.</summary>
    /// <param name="code">The code; null finds nothing.</param>
    public NetworkCode? Find(string? code) => Codes.Select(list => list.Find(code)).FirstOrDefault(entry => entry is not null);

    /// <summary>True when the day's quota is used up, not the minute's: waiting within a run is no use.</summary>
    /// <param name="fault">The fault.</param>
    public static bool IsDailyQuota(GoogleFault fault) => fault.QuotaLimit?.Contains("day", StringComparison.OrdinalIgnoreCase) == true;

    /// <inheritdoc/>
    public override Advice Judge(ApiAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return Advice.Return;
        }

        var fault = GoogleFault.Read(answer);
        var entry = Find(fault);
        var wait = fault.RetryDelay ?? answer.RetryAfter;
        return (int)answer.Status switch
        {
            _ when entry is { Scope: CodeScope.Account, Remedy: not CodeRemedy.SignIn } => Advice.Return,
            401 => new Advice(NextStep.RefreshToken),
            _ when entry?.Remedy == CodeRemedy.SignIn => new Advice(NextStep.RefreshToken),
            429 when IsDailyQuota(fault) => Advice.Return,
            429 => new Advice(NextStep.Retry, wait, NothingDone: true),
            408 or 500 or 502 or 503 or 504 => new Advice(NextStep.Retry, wait),
            _ when entry is { Remedy: CodeRemedy.Repeat, Scope: CodeScope.Request } => new Advice(NextStep.Retry, wait),
            _ => Advice.Return,
        };
    }
}

/// <summary>The Google Ads API.</summary>
/// <param name="managerId">Manager account to work through; null for none.</param>
internal sealed class GoogleAdsService(string? managerId) : GoogleService
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = new($"https://googleads.googleapis.com/{GoogleAdsLimits.ApiVersion}/");

    /// <inheritdoc/>
    protected override NetworkCodes[] Codes { get; } = [GoogleAdsCodes.Upload, GoogleAdsCodes.Adjustment, GoogleAdsCodes.General];

    /// <inheritdoc/>
    public override void AddHeaders(HttpRequestMessage request)
    {
        if (managerId is not null)
        {
            request.Headers.Add("login-customer-id", managerId);
        }
    }
}

/// <summary>The Data Manager API. It takes no account headers: accounts stand in the body (contract C.1).</summary>
/// <param name="quota">Where its requests take their places from.</param>
internal sealed class DataManagerService(IRequestQuota quota) : GoogleService
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = new("https://datamanager.googleapis.com/v1/");

    /// <inheritdoc/>
    public override IRequestQuota Quota => quota;

    /// <inheritdoc/>
    protected override NetworkCodes[] Codes { get; } = [DataManagerCodes.Errors, GoogleAdsCodes.General];
}
