namespace EnhancedConversions.Sandbox;

/// <summary>Credentials and accounts every sandbox knows; none of them is a secret.</summary>
public static class SandboxCredentials
{
    /// <summary>OAuth client id, both networks.</summary>
    public const string ClientId = "sandbox-client";

    /// <summary>OAuth client secret, both networks. Microsoft takes it or none (a public client).</summary>
    public const string ClientSecret = "sandbox-client-secret";

    /// <summary>Refresh token, both networks.</summary>
    public const string RefreshToken = "sandbox-refresh-token";

    /// <summary>Google: a client whose Google Cloud project uploaded click conversions before 2026-06-15, and may go on by the Google Ads API (Google contract 0). It has the same secret.</summary>
    public const string EstablishedClientId = "sandbox-established-client";

    /// <summary>Google: a refresh token whose consent covers the Google Ads API only.</summary>
    public const string AdsOnlyRefreshToken = "sandbox-refresh-token-adwords-only";

    /// <summary>Google: a refresh token whose consent covers the Data Manager API only.</summary>
    public const string DataManagerOnlyRefreshToken = "sandbox-refresh-token-datamanager-only";

    /// <summary>Google: what a workload outside Google Cloud shows for itself at the token exchange, in place of the token its own platform would sign.</summary>
    public const string WorkloadToken = "sandbox-workload-token";

    /// <summary>Google: the workload identity provider that takes <see cref="WorkloadToken"/>.</summary>
    public const string WorkloadAudience = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/sandbox/providers/sandbox";

    /// <summary>Google: the service account that workload may act as, and that key files are made for.</summary>
    public const string ServiceAccount = "conversions@sandbox-project.iam.gserviceaccount.com";

    /// <summary>Microsoft developer token.</summary>
    public const string DeveloperToken = "sandbox-developer-token";

    /// <summary>Developer token of the sandbox Microsoft runs for developers, which Microsoft publishes; good at its hosts only.</summary>
    public const string MicrosoftSandboxDeveloperToken = "BBD37VB98";

    /// <summary>The Google demo account: Europe/Berlin, EUR. The credential reaches it directly and through the manager.</summary>
    public const string GoogleAccountId = "1234567890";

    /// <summary>A second Google account: America/New_York, USD. The credential reaches it through the manager only.</summary>
    public const string GoogleSecondAccountId = "2345678901";

    /// <summary>A Google account whose conversions the manager owns (cross-account conversion tracking): Europe/London, GBP.</summary>
    public const string GoogleCrossAccountId = "3456789012";

    /// <summary>A Google account that has not accepted the customer data terms and has enhanced conversions off: Europe/Paris, EUR.</summary>
    public const string GoogleUnpreparedAccountId = "4567890123";

    /// <summary>The Google demo manager account above them.</summary>
    public const string GoogleManagerId = "9876543210";

    /// <summary>The Microsoft demo account: Berlin time, EUR.</summary>
    public const string MicrosoftAccountId = "180012345";

    /// <summary>The customer the Microsoft demo account belongs to.</summary>
    public const string MicrosoftCustomerId = "250067890";

    /// <summary>A second Microsoft account: Eastern time, USD; no goal of it has enhanced conversions on.</summary>
    public const string MicrosoftSecondAccountId = "180067890";

    /// <summary>The customer the second Microsoft account belongs to.</summary>
    public const string MicrosoftSecondCustomerId = "250012345";
}
