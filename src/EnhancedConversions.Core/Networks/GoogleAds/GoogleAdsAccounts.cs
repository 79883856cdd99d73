using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Lists Google Ads accounts: those the credential reaches directly, and everything below the managers among them (contract A.1, A.8).</summary>
internal static class GoogleAdsAccounts
{
    /// <inheritdoc cref="AccountListing.ListAsync(ListingSettings, CancellationToken)"/>
    public static async Task<IReadOnlyList<AvailableAccount>> ListAsync(ListingSettings settings, CancellationToken cancellationToken)
    {
        const string What = "list the accounts";
        var client = new ApiClient(settings.Handler, settings.Tokens, settings.Clock, GoogleAdsLimits.Timing);
        var service = new GoogleAdsService(managerId: null);
        var result = await client.SendAsync(new ApiRequest { Service = service, Method = HttpMethod.Get, Path = "customers:listAccessibleCustomers" }, cancellationToken).ConfigureAwait(false);
        if (!result.Answer.IsSuccess)
        {
            throw GoogleAdsErrors.From(service, What, result, settings.Clock);
        }

        var found = new List<AvailableAccount>();
        foreach (var name in result.Answer.Body!.Value.Items("resourceNames"))
        {
            if (GoogleAdsActions.LastPart(name.Text()) is { } id)
            {
                found.AddRange(await ListBelowAsync(client, settings.Clock, id, cancellationToken).ConfigureAwait(false));
            }
        }

        return [.. found.GroupBy(account => account.AccountId).Select(ways => ways.OrderBy(way => way.Problem is not null).ThenBy(way => way.Level).First())];
    }

    /// <summary>An account that is reached directly, and those below it. One that cannot be read is listed with the reason: a closed account must not hide the others.</summary>
    private static async Task<IEnumerable<AvailableAccount>> ListBelowAsync(ApiClient client, TimeProvider clock, string rootId, CancellationToken cancellationToken)
    {
        try
        {
            var session = new GoogleAdsSession(client, rootId, managerId: rootId, clock);
            var rows = await session.SearchAsync(GoogleAdsQueries.Hierarchy, "list the accounts", cancellationToken).ConfigureAwait(false);
            return rows.Select(row => row.Field("customerClient")).OfType<JsonElement>().Select(account => Read(account, rootId));
        }
        catch (ConversionException refusal) when (refusal.Kind is ErrorKind.AccessDenied or ErrorKind.InvalidInput)
        {
            return [new AvailableAccount { Network = AdNetwork.GoogleAds, AccountId = rootId, Problem = refusal.Message }];
        }
    }

    private static AvailableAccount Read(JsonElement account, string rootId)
    {
        var id = account.Text("id") ?? GoogleAdsActions.LastPart(account.Text("clientCustomer")) ?? "";
        return new AvailableAccount
        {
            Network = AdNetwork.GoogleAds,
            AccountId = id,
            Name = account.Text("descriptiveName"),
            ManagerId = id == rootId ? null : rootId,
            Level = (int)(account.Whole("level") ?? 0),
            IsManager = account.Flag("manager") == true,
            IsTest = account.Flag("testAccount") == true,
            TimeZone = account.Text("timeZone"),
            Currency = account.Text("currencyCode"),
            Status = account.Text("status"),
        };
    }
}
