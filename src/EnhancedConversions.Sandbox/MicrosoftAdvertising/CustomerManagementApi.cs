using System.Text.Json;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary><c>clientcenter.api.bingads.microsoft.com</c> (contract 5).</summary>
internal sealed class CustomerManagementApi(MicrosoftGate gate)
{
    public SandboxResponse Answer(SandboxRequest request)
    {
        bool isUser = request.Is(HttpMethod.Post, "/CustomerManagement/v13/User/Query");
        if (!isUser && !request.Is(HttpMethod.Post, "/CustomerManagement/v13/Accounts/Search"))
        {
            return SandboxResponse.PageNotFound();
        }

        JsonDocument? body = null;
        SandboxResponse? refusal = gate.RefuseCaller(request)
            ?? MicrosoftGate.RefuseBody(request, isUser ? CustomerManagementMessages.GetUser : CustomerManagementMessages.SearchAccounts, out body);
        if (refusal is not null)
        {
            return refusal;
        }

        using (body)
        {
            return isUser ? GetUser(body!.RootElement) : SearchAccounts(body!.RootElement);
        }
    }

    private static SandboxResponse GetUser(JsonElement body)
    {
        if (body.Text("UserId"u8) is string id && id != MicrosoftAccount.UserId)
        {
            return MicrosoftFaults.Customer(MicrosoftErrors.NotAuthorized);
        }

        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartObject("User");
            json.WriteString("Id", MicrosoftAccount.UserId);
            json.WriteString("UserName", "demo@example.com");
            json.WriteString("CustomerId", SandboxCredentials.MicrosoftCustomerId);
            json.WriteStartObject("Name");
            json.WriteString("FirstName", "Demo");
            json.WriteString("LastName", "User");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("CustomerRoles");
            foreach (string customer in MicrosoftAccount.All.Select(a => a.CustomerId).Distinct())
            {
                json.WriteStartObject();
                json.WriteNumber("RoleId", 41);
                json.WriteString("CustomerId", customer);
                json.WriteNull("AccountIds");
                json.WriteNull("LinkedAccountIds");
                json.WriteNull("CustomerLinkPermission");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static SandboxResponse SearchAccounts(JsonElement body)
    {
        JsonElement[] predicates = [.. body.Each("Predicates"u8).Where(p => p.Text("Field"u8) != "AccountLifeCycleStatus")];
        if (predicates is not [JsonElement predicate] || Find(predicate) is not { } found)
        {
            return MicrosoftFaults.Customer(MicrosoftErrors.InputNotValid with { Field = "Predicates" });
        }

        int index = 0;
        int size = MicrosoftLimits.AccountsPerPage;
        if (body.TryGet("PageInfo"u8, out JsonElement page))
        {
            index = page.TryGet("Index"u8, out JsonElement i) ? i.GetInt32() : 0;
            size = page.TryGet("Size"u8, out JsonElement s) ? s.GetInt32() : 0;
        }

        if (index < 0 || size is < 0 or > MicrosoftLimits.AccountsPerPage)
        {
            return MicrosoftFaults.Customer(MicrosoftErrors.InputNotValid with { Field = "PageInfo" });
        }

        return MicrosoftFaults.Ok(json =>
        {
            json.WriteStartArray("Accounts");
            foreach (MicrosoftAccount account in found.Skip(index * size).Take(size))
            {
                WriteAccount(json, account);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The accounts a predicate selects; null when it is not one the service takes.</summary>
    private static IEnumerable<MicrosoftAccount>? Find(JsonElement predicate)
    {
        string value = predicate.Text("Value"u8) ?? "";
        if (value.Length < MicrosoftLimits.ShortestSearchValue)
        {
            return null;
        }

        return (predicate.Text("Field"u8), predicate.Text("Operator"u8)) switch
        {
            ("UserId", "Equals") => MicrosoftAccount.All.Where(_ => value == MicrosoftAccount.UserId),
            ("CustomerId", "Equals") => MicrosoftAccount.All.Where(a => a.CustomerId == value),
            ("AccountId", "Equals" or "In") => MicrosoftAccount.All.Where(a => value.Split(',').Contains(a.Id)),
            ("AccountNumber", "Equals" or "In") => MicrosoftAccount.All.Where(a => value.Split(',').Contains(a.Number)),
            ("AccountNumber", "Contains") => MicrosoftAccount.All.Where(a => a.Number.Contains(value, StringComparison.OrdinalIgnoreCase)),
            ("AccountName", "Equals") => MicrosoftAccount.All.Where(a => a.Name.Equals(value, StringComparison.OrdinalIgnoreCase)),
            ("AccountName", "Contains") => MicrosoftAccount.All.Where(a => a.Name.Contains(value, StringComparison.OrdinalIgnoreCase)),
            _ => null,
        };
    }

    private static void WriteAccount(Utf8JsonWriter json, MicrosoftAccount account)
    {
        json.WriteStartObject();
        json.WriteString("Id", account.Id);
        json.WriteString("Name", account.Name);
        json.WriteString("Number", account.Number);
        json.WriteString("ParentCustomerId", account.CustomerId);
        json.WriteString("CurrencyCode", account.CurrencyName);
        json.WriteString("TimeZone", account.TimeZone);
        json.WriteString("AccountLifeCycleStatus", "Active");
        json.WriteString("AutoTagType", "Preserve");
        json.WriteString("PrimaryUserId", MicrosoftAccount.UserId);
        json.WriteEndObject();
    }
}
