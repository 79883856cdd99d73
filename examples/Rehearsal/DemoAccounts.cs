using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.Examples;

/// <summary>The accounts the sandbox comes with.</summary>
internal static class DemoAccounts
{
    /// <summary>What is needed to open a network's demo account.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sandbox">The way to the sandbox.</param>
    /// <param name="ledger">Path or connection string of the ledger.</param>
    /// <param name="clock">The clock of client and tokens; the sandbox has the same.</param>
    public static ConnectionSettings Settings(AdNetwork network, HttpMessageHandler sandbox, string ledger, TimeProvider clock)
    {
        var isGoogle = network == AdNetwork.GoogleAds;
        return new ConnectionSettings
        {
            Network = network,
            AccountId = isGoogle ? SandboxCredentials.GoogleAccountId : SandboxCredentials.MicrosoftAccountId,
            ManagerId = isGoogle ? null : SandboxCredentials.MicrosoftCustomerId,
            DeveloperToken = isGoogle ? null : new Secret(SandboxCredentials.DeveloperToken),
            Tokens = new RefreshTokenSource(
                isGoogle ? RefreshTokenSource.GoogleEndpoint : RefreshTokenSource.MicrosoftEndpoint("common"),
                SandboxCredentials.ClientId,
                new Secret(SandboxCredentials.ClientSecret),
                new Secret(SandboxCredentials.RefreshToken),
                scope: null,
                clock),
            Handler = sandbox,
            IsSandbox = true,
            Ledger = ledger,
            Clock = clock,
        };
    }
}
