using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Networks;

/// <summary>What is needed to ask a network which accounts a credential reaches.</summary>
public sealed record ListingSettings
{
    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>Where access tokens come from.</summary>
    public required ITokenSource Tokens { get; init; }

    /// <inheritdoc cref="ConnectionSettings.DeveloperToken"/>
    public Secret? DeveloperToken { get; init; }

    /// <inheritdoc cref="ConnectionSettings.Environment"/>
    public MicrosoftEnvironment Environment { get; init; }

    /// <inheritdoc cref="ConnectionSettings.IdentityProvider"/>
    public MicrosoftIdentityProvider IdentityProvider { get; init; }

    /// <inheritdoc cref="ConnectionSettings.Handler"/>
    public HttpMessageHandler? Handler { get; init; }

    /// <inheritdoc cref="ConnectionSettings.Clock"/>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>An account a credential reaches.</summary>
public sealed record AvailableAccount
{
    /// <summary>The network.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>The account's number, digits only.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its name; null when it has none or could not be read.</summary>
    public string? Name { get; init; }

    /// <summary>What to connect it through. Google: the manager account (<c>-LoginCustomerId</c>), null when reached directly. Microsoft: the customer.</summary>
    public string? ManagerId { get; init; }

    /// <summary>Google: steps below the account that is reached directly; 0 for that account itself. Microsoft: 0.</summary>
    public int Level { get; init; }

    /// <summary>True for a manager account, which is not connected itself.</summary>
    public bool IsManager { get; init; }

    /// <summary>True for the network's test accounts.</summary>
    public bool IsTest { get; init; }

    /// <summary>IANA id; null when it could not be read.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ISO 4217; null when it could not be read.</summary>
    public string? Currency { get; init; }

    /// <summary>The network's word for the account's state; null when it could not be read.</summary>
    public string? Status { get; init; }

    /// <summary>Why the account could not be read; null when it could.</summary>
    public string? Problem { get; init; }
}

/// <summary>Lists the accounts a credential reaches.</summary>
public static class AccountListing
{
    /// <summary>Asks the networks by the sign-ins that accounts were connected with.</summary>
    /// <param name="accounts">The connected accounts.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Each account once.</returns>
    /// <exception cref="ConversionException">A sign-in was refused.</exception>
    public static async Task<IReadOnlyList<AvailableAccount>> ListReachedAsync(IEnumerable<ConversionAccount> accounts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return await ListAsync([.. accounts.Select(account => account.SignIn).OfType<ListingSettings>().DistinctBy(signIn => signIn.Tokens)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The sign-in an account is connected with.</summary>
    /// <param name="settings">The way to the account.</param>
    public static ListingSettings SignInOf(ConnectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ListingSettings
        {
            Network = settings.Network,
            Tokens = settings.Tokens,
            DeveloperToken = settings.DeveloperToken,
            Environment = settings.Environment,
            IdentityProvider = settings.IdentityProvider,
            Handler = settings.Handler,
            Clock = settings.Clock,
        };
    }

    /// <summary>Asks networks by several sign-ins.</summary>
    /// <param name="signIns">The sign-ins.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Each account once.</returns>
    /// <exception cref="ConversionException">A sign-in was refused.</exception>
    public static async Task<IReadOnlyList<AvailableAccount>> ListAsync(IReadOnlyList<ListingSettings> signIns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signIns);
        var found = new List<AvailableAccount>();
        foreach (var signIn in signIns)
        {
            found.AddRange(await ListAsync(signIn, cancellationToken).ConfigureAwait(false));
        }

        return [.. found.DistinctBy(account => (account.Network, account.AccountId))];
    }

    /// <summary>Asks the network.</summary>
    /// <param name="settings">The network and the way in.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Each account once, by the shortest way to it.</returns>
    /// <exception cref="ConversionException">The sign-in was refused.</exception>
    public static Task<IReadOnlyList<AvailableAccount>> ListAsync(ListingSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Network == AdNetwork.GoogleAds
            ? GoogleAdsAccounts.ListAsync(settings, cancellationToken)
            : MicrosoftAdvertisingAccounts.ListAsync(settings, cancellationToken);
    }
}
