using System.Net;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Times;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Accounts of Microsoft Advertising on the wire (contract 5).</summary>
internal static class MicrosoftAdvertisingAccounts
{
    /// <inheritdoc cref="AccountListing.ListAsync(ListingSettings, CancellationToken)"/>
    public static async Task<IReadOnlyList<AvailableAccount>> ListAsync(ListingSettings settings, CancellationToken cancellationToken)
    {
        var client = new ApiClient(settings.Handler, settings.Tokens, settings.Clock);
        var service = new CustomerManagementService(new MicrosoftAccess(settings.DeveloperToken ?? throw NetworkErrors.DeveloperTokenMissing(), settings.Environment, settings.IdentityProvider));
        var user = await SendAsync("User/Query", WriteWho()).ConfigureAwait(false);
        var userId = user.Text("User", "Id") ?? throw NetworkErrors.NoAnswer(AdNetwork.MicrosoftAdvertising, "tell who is signed in", new ApiAnswer { Fault = AnswerFault.Unreadable, Status = HttpStatusCode.OK });
        var found = new List<AvailableAccount>();
        for (var page = 0; ; page++)
        {
            var accounts = (await SendAsync("Accounts/Search", WriteSearch("UserId", userId, page)).ConfigureAwait(false)).Items("Accounts").ToList();
            found.AddRange(accounts.Where(account => account.Text("Id") is not null).Select(Read));
            if (accounts.Count < MicrosoftAdvertisingLimits.AccountsPerPage)
            {
                return found;
            }
        }

        async Task<JsonElement> SendAsync(string path, JsonBody body)
        {
            var result = await client.SendAsync(new ApiRequest { Service = service, Path = path, Body = body.Utf8 }, cancellationToken).ConfigureAwait(false);
            return result.Answer.IsSuccess ? result.Answer.Body!.Value : throw MicrosoftAdvertisingErrors.From("list the accounts", result, settings.Clock);
        }
    }

    /// <summary>Writes the question who is signed in.</summary>
    public static JsonBody WriteWho() => JsonBody.Write(0, static (writer, _) =>
    {
        writer.WriteStartObject();
        writer.WriteNull("UserId"u8);
        writer.WriteEndObject();
    });

    /// <summary>Writes a search by one field; exactly one is allowed.</summary>
    /// <param name="field">The field: <c>AccountId</c> or <c>UserId</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="page">0 for the first page.</param>
    public static JsonBody WriteSearch(string field, string value, int page) => JsonBody.Write((field, value, page), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("Predicates"u8);
        writer.WriteStartObject();
        writer.WriteString("Field"u8, state.field);
        writer.WriteString("Operator"u8, "Equals"u8);
        writer.WriteString("Value"u8, state.value);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("PageInfo"u8);
        writer.WriteNumber("Index"u8, state.page);
        writer.WriteNumber("Size"u8, MicrosoftAdvertisingLimits.AccountsPerPage);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>Reads an account.</summary>
    /// <param name="account">The account, with an id.</param>
    public static AvailableAccount Read(JsonElement account) => new()
    {
        Network = AdNetwork.MicrosoftAdvertising,
        AccountId = account.Text("Id")!,
        Name = account.Text("Name"),
        ManagerId = account.Text("ParentCustomerId"),
        TimeZone = TimeZoneNames.TryFind(account.Text("TimeZone"), out var zone) ? zone : null,
        Currency = account.Text("CurrencyCode") is { } name ? MicrosoftCurrencies.ToIsoCode(name) : null,
        Status = account.Text("AccountLifeCycleStatus"),
    };
}
