using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Networks;

/// <summary>What is needed to open an account.</summary>
public sealed record ConnectionSettings
{
    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account's number; dashes and blanks are dropped.</summary>
    public required string AccountId { get; init; }

    /// <summary>Google: manager account to sign in through (login customer id), null when the credential reaches the account itself. Microsoft: the customer id, null for the one the account belongs to.</summary>
    public string? ManagerId { get; init; }

    /// <summary>Where access tokens come from.</summary>
    public required ITokenSource Tokens { get; init; }

    /// <summary>Microsoft's developer token, required there; null for Google.</summary>
    public Secret? DeveloperToken { get; init; }

    /// <summary>Microsoft: the environment the account lives in.</summary>
    public MicrosoftEnvironment Environment { get; init; }

    /// <summary>Microsoft: who signed the user in.</summary>
    public MicrosoftIdentityProvider IdentityProvider { get; init; }

    /// <summary>Google: where the conversions took place, as the Data Manager API wants to know of every offline event.</summary>
    public GoogleEventSource EventSource { get; init; } = GoogleEventSource.Web;

    /// <summary>Google: by which interface conversions are uploaded.</summary>
    public GoogleUploadRoute Route { get; init; } = GoogleUploadRoute.DataManager;

    /// <summary>The outermost wall: the sandbox's handler, or null for real sockets.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>True when <see cref="Handler"/> is the embedded sandbox.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The ledger, as <see cref="LedgerLocation.Parse"/> reads it: path of a file, or a PostgreSQL database.</summary>
    public required string Ledger { get; init; }

    /// <summary>Password of a ledger in a database; null when it needs none.</summary>
    public Secret? LedgerPassword { get; init; }

    /// <summary>The clock; the system's, or the one a sandbox was given.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Opens accounts.</summary>
public static class AccountConnector
{
    /// <summary>Signs in, reads what the account says of itself and hands it out ready for use.</summary>
    /// <param name="settings">The account and the way in.</param>
    /// <param name="cancellationToken">Cancels the sign-in.</param>
    /// <exception cref="ConversionException">The sign-in was refused, or the account is not reachable with it.</exception>
    public static async Task<ConversionAccount> ConnectAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var ledger = LedgerLocation.Parse(settings.Ledger, settings.LedgerPassword);
        IConversionNetwork network = settings.Network == AdNetwork.GoogleAds
            ? new GoogleAdsNetwork(settings)
            : new MicrosoftAdvertisingNetwork(settings);
        var details = await network.GetAccountAsync(cancellationToken).ConfigureAwait(false);
        if (details.IsManager)
        {
            throw NetworkErrors.ManagerAccount(details.AccountId);
        }

        return new ConversionAccount(network, details, details.ManagerId, settings.IsSandbox, ledger, settings.Clock)
        {
            SignIn = AccountListing.SignInOf(settings),
        };
    }
}
