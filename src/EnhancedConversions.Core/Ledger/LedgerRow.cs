using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>
/// What a row asks the ledger to remember of it. Nothing is worked out before it is asked for: thousands of rows wait at once, and each needs it for a moment.
/// </summary>
/// <param name="row">The hashed row.</param>
/// <param name="key">What makes it the same conversion.</param>
internal sealed class LedgerRow(HashedConversion row, RowKey key)
{
    private readonly RowKey _key = key;
    private string? _transactionId;

    /// <summary>The hashed row.</summary>
    public HashedConversion Row => row;

    /// <summary>What makes it the same conversion.</summary>
    public RowKey Key => _key;

    /// <summary>Its row number.</summary>
    public int SourceRow => row.Source.Row;

    /// <summary>Name of the action or goal.</summary>
    public string Name => row.ConversionName;

    /// <summary>When the conversion happened, Unix milliseconds.</summary>
    public long TimeMs => row.ConversionTime.ToUnixTimeMilliseconds();

    /// <summary>Value and currency as text, to notice a changed one.</summary>
    public string Value => ValueOf(row);

    /// <summary>Its order id; null when it has none.</summary>
    public string? OrderId => row.OrderId;

    /// <summary>What it carried.</summary>
    public RowTraits Traits => TraitsOf(row);

    /// <summary>The id it is sent with; made once, as it is sent and then told.</summary>
    public string TransactionId => _transactionId ??= _key.TransactionId(OrderId);

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
