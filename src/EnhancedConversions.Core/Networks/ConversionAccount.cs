using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;

namespace EnhancedConversions.Networks;

/// <summary>
/// A connected account: what it is, and the way to its network. Immutable and safe to use from several threads.
/// Made by <see cref="AccountConnector"/>.
/// </summary>
public sealed class ConversionAccount
{
    private readonly IConversionNetwork _network;
    private readonly LedgerLocation _ledger;
    private readonly TimeProvider _clock;

    internal ConversionAccount(IConversionNetwork network, AccountDetails details, string? managerId, bool isSandbox, LedgerLocation ledger, TimeProvider clock)
    {
        _network = network;
        _ledger = ledger;
        _clock = clock;
        Network = network.Network;
        AccountId = details.AccountId;
        Name = details.Name;
        ManagerId = managerId;
        TimeZone = details.TimeZone;
        Currency = details.Currency;
        IsTest = details.IsTest;
        IsSandbox = isSandbox;
    }

    /// <summary>The network.</summary>
    public AdNetwork Network { get; }

    /// <summary>The account's number, digits only.</summary>
    public string AccountId { get; }

    /// <summary>The account's name; null when it has none.</summary>
    public string? Name { get; }

    /// <summary>Google: the manager account used to sign in; Microsoft: the customer id. Null when there is none.</summary>
    public string? ManagerId { get; }

    /// <summary>The account's time zone, IANA id. It is the last resort for times without one.</summary>
    public string TimeZone { get; }

    /// <summary>The account's currency, ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>True for the network's own test accounts.</summary>
    public bool IsTest { get; }

    /// <summary>True when the embedded sandbox answers instead of the network.</summary>
    public bool IsSandbox { get; }

    /// <summary>The ledger that records this account's uploads: path of a file, or a database without user and password.</summary>
    public string Ledger => _ledger.ToString();

    /// <summary>The sign-in it was connected with, to ask which other accounts it reaches; null for an account made otherwise.</summary>
    internal ListingSettings? SignIn { get; init; }

    /// <summary>The way to the ledger.</summary>
    public LedgerLocation GetLedger() => _ledger;

    /// <summary>The way to the network. A method, so that no view or serializer walks into it.</summary>
    public IConversionNetwork GetNetwork() => _network;

    /// <summary>The clock that ages and waiting times are measured by: the system's, or the one a sandbox was given.</summary>
    public TimeProvider GetClock() => _clock;

    /// <summary>The account's number as its network writes it: <c>123-456-7890</c> for Google Ads.</summary>
    public string DisplayId => DisplayIdOf(Network, AccountId);

    /// <summary>For example <c>Google Ads 123-456-7890</c>.</summary>
    public override string ToString() => $"{NetworkName(Network)} {DisplayId}{(IsSandbox ? " (sandbox)" : "")}";

    /// <summary>The network's name as people write it.</summary>
    /// <param name="network">The network.</param>
    public static string NetworkName(AdNetwork network) => network == AdNetwork.GoogleAds ? "Google Ads" : "Microsoft Advertising";

    /// <summary>An account's number as its network writes it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="accountId">The number, digits only.</param>
    public static string DisplayIdOf(AdNetwork network, string accountId) => network == AdNetwork.GoogleAds && accountId.Length == 10
        ? $"{accountId[..3]}-{accountId[3..6]}-{accountId[6..]}"
        : accountId;
}
