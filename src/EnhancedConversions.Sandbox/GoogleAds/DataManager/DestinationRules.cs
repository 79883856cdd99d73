using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>Where events may go (contract C.3).</summary>
internal static class DestinationRules
{
    private static readonly int[] s_only = [0];

    /// <summary>Finds the request's destinations; gives null when the credential reaches one of their accounts not at all.</summary>
    public static List<Destination>? Check(JsonElement request, Func<long, StoredAction?> findAction, ViolationList violations)
    {
        int count = request.Count("destinations"u8);
        if (count == 0)
        {
            violations.Add("destinations", "REQUIRED_FIELD_MISSING");
        }
        else if (count > GoogleLimits.DestinationsPerRequest)
        {
            violations.Add("destinations", "TOO_MANY_DESTINATIONS");
        }

        var destinations = new List<Destination>();
        var references = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement element in request.Each("destinations"u8))
        {
            string path = $"destinations[{destinations.Count}]";
            string? reference = element.Text("reference"u8) is { Length: > 0 } text ? text : null;
            if (reference is not null && !references.Add(reference))
            {
                violations.Add(path + ".reference", "DUPLICATE_DESTINATION_REFERENCE");
            }

            string? operating = AccountId(element, "operatingAccount"u8, path + ".operating_account", violations);
            string? login = element.TryGet("loginAccount"u8, out _) ? AccountId(element, "loginAccount"u8, path + ".login_account", violations) : operating;
            if (element.TryGet("linkedAccount"u8, out _))
            {
                violations.Add(path + ".linked_account", "LINKED_ACCOUNT_ONLY_ALLOWED_WITH_DATA_PARTNER_LOGIN_ACCOUNT");
            }

            StoredAction? action = Action(element, operating, path + ".product_destination_id", findAction, violations);
            GoogleAccount? account = operating is null ? null : GoogleAccounts.Find(operating);
            GoogleAccount? loginAccount = login is null ? null : GoogleAccounts.Find(login);
            if ((operating is not null && account is null) || (login is not null && loginAccount is not { IsReachedDirectly: true }))
            {
                return null;
            }

            if (account is not null && loginAccount is not null && !GoogleAccounts.IsAtOrAbove(loginAccount, account))
            {
                violations.Add(path + ".login_account", "OPERATING_ACCOUNT_LOGIN_ACCOUNT_MISMATCH");
            }

            destinations.Add(new Destination(reference, account, action));
        }

        return destinations;
    }

    /// <summary>The destinations an event goes to, by place; all when it names none.</summary>
    public static IEnumerable<int> Select(JsonElement element, List<Destination> destinations) =>
        element.Count("destinationReferences"u8) == 0
            ? destinations.Count == 1 ? s_only : Enumerable.Range(0, destinations.Count)
            : element.Each("destinationReferences"u8).Select(r => IndexOf(r.GetString()!, destinations)).Where(i => i >= 0).Distinct();

    public static int IndexOf(string reference, List<Destination> destinations) => destinations.FindIndex(d => d.Reference == reference);

    private static string? AccountId(JsonElement destination, ReadOnlySpan<byte> name, string path, ViolationList violations)
    {
        if (!destination.TryGet(name, out JsonElement account))
        {
            violations.Add(path, "REQUIRED_FIELD_MISSING");
            return null;
        }

        switch (account.Text("accountType"u8) ?? account.Text("product"u8))
        {
            case null or "ACCOUNT_TYPE_UNSPECIFIED" or "PRODUCT_UNSPECIFIED":
                violations.Add(path + ".account_type", "REQUIRED_FIELD_MISSING");
                return null;
            case not "GOOGLE_ADS":
                violations.Add(path + ".account_type", "INVALID_DESTINATION");
                return null;
        }

        string? id = account.Text("accountId"u8);
        if (string.IsNullOrEmpty(id))
        {
            violations.Add(path + ".account_id", "REQUIRED_FIELD_MISSING");
            return null;
        }

        if (!GoogleAccounts.IsWellFormed(id))
        {
            violations.Add(path + ".account_id", "INVALID_FORMAT");
            return null;
        }

        return id;
    }

    private static StoredAction? Action(JsonElement destination, string? accountId, string path, Func<long, StoredAction?> findAction, ViolationList violations)
    {
        string? text = destination.Text("productDestinationId"u8);
        if (string.IsNullOrEmpty(text))
        {
            violations.Add(path, "REQUIRED_FIELD_MISSING");
            return null;
        }

        StoredAction? action = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? findAction(id) : null;
        if (action is null || action.IsRemoved || (accountId is not null && action.CustomerId != accountId))
        {
            violations.Add(path, "INVALID_CONVERSION_ACTION_ID");
            return null;
        }

        if (action.Type != "UPLOAD_CLICKS")
        {
            violations.Add(path, "INVALID_CONVERSION_ACTION_TYPE");
            return null;
        }

        return action;
    }
}
