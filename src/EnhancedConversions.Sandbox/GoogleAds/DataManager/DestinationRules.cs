using System.Globalization;
using System.Text;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>Where events may go (contract C.3).</summary>
internal static class DestinationRules
{
    /// <summary>Finds the request's destinations; gives null when the credential reaches one of their accounts not at all.</summary>
    public static List<Destination>? Check(WireValue request, Func<long, StoredAction?> findAction, ViolationList violations)
    {
        int count = request.Count(RequestFields.Destinations);
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
        foreach (WireValue element in request.Each(RequestFields.Destinations))
        {
            string path = $"destinations[{destinations.Count}]";
            string? reference = element.Text(DestinationFields.Reference) is { Length: > 0 } text ? text : null;
            if (reference is not null && !references.Add(reference))
            {
                violations.Add(path + ".reference", "DUPLICATE_DESTINATION_REFERENCE");
            }

            string? operating = AccountId(element, DestinationFields.OperatingAccount, path + ".operating_account", violations);
            string? login = element.TryGet(DestinationFields.LoginAccount, out _) ? AccountId(element, DestinationFields.LoginAccount, path + ".login_account", violations) : operating;
            if (element.TryGet(DestinationFields.LinkedAccount, out _))
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

            destinations.Add(new Destination(reference is null ? null : Encoding.UTF8.GetBytes(reference), account, action));
        }

        return destinations;
    }

    /// <summary>Finds the destinations an event goes to: those it names, in this order and each once, or all when it names none.</summary>
    /// <param name="element">The event.</param>
    /// <param name="destinations">The request's destinations.</param>
    /// <param name="places">Room for the place of each.</param>
    /// <returns>How many they are.</returns>
    public static int Select(WireValue element, List<Destination> destinations, Span<int> places)
    {
        int count = 0;
        foreach (WireValue reference in element.Each(EventFields.DestinationReferences))
        {
            int place = IndexOf(reference.GetUtf8(), destinations);
            if (!places[..count].Contains(place))
            {
                places[count++] = place;
            }
        }

        if (count == 0)
        {
            for (; count < destinations.Count; count++)
            {
                places[count] = count;
            }
        }

        return count;
    }

    /// <summary>The place of the destination of this name; -1 when there is none.</summary>
    public static int IndexOf(ReadOnlySpan<byte> reference, List<Destination> destinations)
    {
        for (int i = 0; i < destinations.Count; i++)
        {
            if (destinations[i].Reference is byte[] name && reference.SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    private static string? AccountId(WireValue destination, int field, string path, ViolationList violations)
    {
        if (!destination.TryGet(field, out WireValue account))
        {
            violations.Add(path, "REQUIRED_FIELD_MISSING");
            return null;
        }

        switch (account.Text(AccountFields.AccountType) ?? account.Text(AccountFields.Product))
        {
            case null or "ACCOUNT_TYPE_UNSPECIFIED" or "PRODUCT_UNSPECIFIED":
                violations.Add(path + ".account_type", "REQUIRED_FIELD_MISSING");
                return null;
            case not "GOOGLE_ADS":
                violations.Add(path + ".account_type", "INVALID_DESTINATION");
                return null;
        }

        string? id = account.Text(AccountFields.AccountId);
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

    private static StoredAction? Action(WireValue destination, string? accountId, string path, Func<long, StoredAction?> findAction, ViolationList violations)
    {
        string? text = destination.Text(DestinationFields.ProductDestinationId);
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
