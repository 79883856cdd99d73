using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Core.Tests.Networks;

/// <summary>Rows ready to send. The hashes are the contracts' published vectors.</summary>
internal static class TestRows
{
    /// <summary>alexz@example.com.</summary>
    public const string EmailHash = "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a";

    /// <summary>+18005550100.</summary>
    public const string PhoneHash = "fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30";

    public static ConversionAction Action(string id, string name = "Signed contract", AdNetwork network = AdNetwork.GoogleAds, string? owner = null) => new()
    {
        Network = network,
        AccountId = "1234567890",
        Id = id,
        Name = name,
        Type = "UPLOAD_CLICKS",
        AcceptsUploads = true,
        OwnerAccountId = owner,
    };

    public static HashedConversion Row(int number, AdNetwork network = AdNetwork.GoogleAds) => new()
    {
        Network = network,
        HashedEmail = EmailHash,
        ConversionName = "Signed contract",
        ConversionTime = new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.FromHours(1)),
        Source = new RowSource("leads.csv", null, number),
    };

    public static UploadItem Item(int number, AdNetwork network = AdNetwork.GoogleAds, ConversionAction? action = null) =>
        new(Row(number, network), action ?? Action("111", network: network), $"t{number}");

    public static IReadOnlyList<UploadItem> Batch(int count, AdNetwork network = AdNetwork.GoogleAds) => [.. Enumerable.Range(1, count).Select(number => Item(number, network))];
}
