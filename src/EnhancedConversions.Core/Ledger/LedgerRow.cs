using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>What a row asks the ledger to remember of it.</summary>
/// <param name="Key">What makes it the same conversion.</param>
/// <param name="SourceRow">Its row number.</param>
/// <param name="Name">Name of the action or goal.</param>
/// <param name="TimeMs">When the conversion happened, Unix milliseconds.</param>
/// <param name="Value">Value and currency as text, to notice a changed one.</param>
/// <param name="OrderId">Its order id; null when it has none.</param>
internal sealed record LedgerRow(RowKey Key, int SourceRow, string Name, long TimeMs, string Value, string? OrderId)
{
    /// <summary>What it carried.</summary>
    public RowTraits Traits { get; init; }

    /// <summary>The id it is sent with.</summary>
    public string TransactionId { get; } = Key.TransactionId(OrderId);

    /// <summary>What a hashed row asks to remember.</summary>
    public static LedgerRow Of(HashedConversion row, RowKey key) => new(
        key,
        row.Source.Row,
        row.ConversionName,
        row.ConversionTime.ToUnixTimeMilliseconds(),
        ValueOf(row),
        row.OrderId)
    {
        Traits = TraitsOf(row),
    };

    private static string ValueOf(HashedConversion row)
    {
        Span<char> digits = stackalloc char[64];
        var length = 0;
        row.Value?.TryFormat(digits, out length, "0.############", CultureInfo.InvariantCulture);
        return string.Concat(digits[..length], " ", row.Currency);
    }

    private static RowTraits TraitsOf(HashedConversion row)
    {
        var clickId = row.Network == AdNetwork.MicrosoftAdvertising ? (row.MicrosoftClickId is null ? RowTraits.None : RowTraits.ClickId)
            : row.GoogleClickId is not null ? RowTraits.ClickId
            : row.Gbraid is not null ? RowTraits.Gbraid
            : row.Wbraid is not null ? RowTraits.Wbraid
            : RowTraits.None;
        return clickId
            | (row.EmailHash is null && row.PhoneHash is null ? RowTraits.None : RowTraits.Hash)
            | (row.AdUserData == Consent.Unspecified ? RowTraits.ConsentMissing : RowTraits.None)
            | (row.AdUserData == Consent.Denied || row.AdPersonalization == Consent.Denied ? RowTraits.ConsentDenied : RowTraits.None);
    }
}
