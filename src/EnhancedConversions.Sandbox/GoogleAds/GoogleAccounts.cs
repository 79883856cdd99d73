namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>The demo world's Google Ads accounts and who reaches them.</summary>
internal static class GoogleAccounts
{
    public static IReadOnlyList<GoogleAccount> All { get; } =
    [
        new()
        {
            Id = SandboxCredentials.GoogleManagerId, Name = "Demo Manager", Currency = "EUR", TimeZone = "Europe/Berlin",
            IsManager = true, IsReachedDirectly = true, ConversionTrackingId = 900000001, ConversionCustomerId = SandboxCredentials.GoogleManagerId,
        },
        new()
        {
            Id = SandboxCredentials.GoogleAccountId, Name = "Demo Company Berlin", Currency = "EUR", TimeZone = "Europe/Berlin",
            ManagerId = SandboxCredentials.GoogleManagerId, IsReachedDirectly = true, ConversionTrackingId = 900000002, ConversionCustomerId = SandboxCredentials.GoogleAccountId,
        },
        new()
        {
            Id = SandboxCredentials.GoogleSecondAccountId, Name = "Demo Company New York", Currency = "USD", TimeZone = "America/New_York",
            ManagerId = SandboxCredentials.GoogleManagerId, ConversionTrackingId = 900000003, ConversionCustomerId = SandboxCredentials.GoogleSecondAccountId,
        },
        new()
        {
            Id = SandboxCredentials.GoogleCrossAccountId, Name = "Demo Company London", Currency = "GBP", TimeZone = "Europe/London",
            ManagerId = SandboxCredentials.GoogleManagerId, ConversionTrackingId = 900000004, ConversionCustomerId = SandboxCredentials.GoogleManagerId,
        },
        new()
        {
            Id = SandboxCredentials.GoogleUnpreparedAccountId, Name = "Demo Company Paris", Currency = "EUR", TimeZone = "Europe/Paris",
            ManagerId = SandboxCredentials.GoogleManagerId, ConversionTrackingId = 900000005, ConversionCustomerId = SandboxCredentials.GoogleUnpreparedAccountId,
            AcceptedCustomerDataTerms = false, EnhancedConversionsForLeads = false,
        },
    ];

    /// <summary>The account; null when this world has none of that id.</summary>
    public static GoogleAccount? Find(string id) => All.FirstOrDefault(a => a.Id == id);

    /// <summary>True for ten digits.</summary>
    public static bool IsWellFormed(string id) => id.Length == 10 && id.All(char.IsAsciiDigit);

    /// <summary>True when <paramref name="login"/> is the account itself or a manager above it.</summary>
    public static bool IsAtOrAbove(GoogleAccount login, GoogleAccount account)
    {
        for (GoogleAccount? at = account; at is not null; at = at.ManagerId is null ? null : Find(at.ManagerId))
        {
            if (at.Id == login.Id)
            {
                return true;
            }
        }

        return false;
    }
}
