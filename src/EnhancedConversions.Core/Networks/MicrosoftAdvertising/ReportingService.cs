namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Reports (contract 8).</summary>
/// <param name="access">What every call needs.</param>
/// <param name="customerId">The customer worked for.</param>
/// <param name="accountId">The account.</param>
internal sealed class ReportingService(MicrosoftAccess access, string customerId, string accountId) : MicrosoftService(access)
{
    /// <inheritdoc/>
    public override Uri BaseAddress { get; } = access.BaseAddress("reporting", "Reporting");

    /// <inheritdoc/>
    public override void AddHeaders(HttpRequestMessage request)
    {
        base.AddHeaders(request);
        request.Headers.Add("CustomerId", customerId);
        request.Headers.Add("CustomerAccountId", accountId);
    }
}
