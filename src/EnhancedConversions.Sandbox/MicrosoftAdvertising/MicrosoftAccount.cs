namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>A Microsoft Advertising account of the demo world.</summary>
internal sealed record MicrosoftAccount
{
    /// <summary>The user who owns the demo credential.</summary>
    public const string UserId = "990011223";

    public required string Id { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>The account number people see, which is not its id.</summary>
    public required string Number { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The currency as Accounts/Search spells it: an ISO code in the service's reference, a name in its answers (contract 5); both occur here.</summary>
    public required string CurrencyName { get; init; }

    /// <summary>Microsoft's name of the time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>True when the customer may exclude goals from bidding (pilot feature 574).</summary>
    public bool MayExcludeFromBidding { get; init; }

    public static IReadOnlyList<MicrosoftAccount> All { get; } =
    [
        new()
        {
            Id = SandboxCredentials.MicrosoftAccountId, CustomerId = SandboxCredentials.MicrosoftCustomerId, Number = "X0012345", Name = "Demo Company Berlin",
            Currency = "EUR", CurrencyName = "EUR", TimeZone = "AmsterdamBerlinBernRomeStockholmVienna", MayExcludeFromBidding = true,
        },
        new()
        {
            Id = SandboxCredentials.MicrosoftSecondAccountId, CustomerId = SandboxCredentials.MicrosoftSecondCustomerId, Number = "X0067890", Name = "Demo Company New York",
            Currency = "USD", CurrencyName = "USDollar", TimeZone = "EasternTimeUSCanada",
        },
    ];

    /// <summary>The account; null when this world has none of that id.</summary>
    public static MicrosoftAccount? Find(string id) => All.FirstOrDefault(a => a.Id == id);
}
