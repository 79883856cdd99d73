using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Ledger;

/// <summary>
/// What a row asks the ledger to remember of it. Nothing is worked out before it is asked for: thousands of rows wait at once, and each needs it for a moment.
/// </summary>
internal sealed class LedgerRow
{
    // Decimals of a value that are remembered.
    private const int Decimals = 12;

    private readonly string? _accountId;
    private RowKey? _key;
    private string? _transactionId;

    /// <summary>A row at an account.</summary>
    /// <param name="row">The hashed row.</param>
    /// <param name="accountId">The account.</param>
    public LedgerRow(HashedConversion row, string accountId)
    {
        Row = row;
        _accountId = accountId;
    }

    /// <summary>A row whose key is known.</summary>
    /// <param name="row">The hashed row.</param>
    /// <param name="key">Its key.</param>
    public LedgerRow(HashedConversion row, RowKey key)
    {
        Row = row;
        _key = key;
    }

    /// <summary>The hashed row.</summary>
    public HashedConversion Row { get; }

    /// <summary>What makes it the same conversion. Worked out where the row is claimed, beside the reading of those after it.</summary>
    public RowKey Key => _key ??= RowKey.Of(Row, _accountId!);

    /// <summary>Its row number.</summary>
    public int SourceRow => Row.Source.Row;

    /// <summary>Name of the action or goal.</summary>
    public string Name => Row.ConversionName;

    /// <summary>When the conversion happened, Unix milliseconds.</summary>
    public long TimeMs => Row.ConversionTime.ToUnixTimeMilliseconds();

    /// <summary>Value and currency as text, to notice a changed one.</summary>
    public string Value => ValueOf(Row);

    /// <summary>Its order id; null when it has none.</summary>
    public string? OrderId => Row.OrderId;

    /// <summary>What it carried.</summary>
    public RowTraits Traits => TraitsOf(Row);

    /// <summary>The id it is sent with; made once, as it is sent and then told.</summary>
    public string TransactionId => _transactionId ??= Key.TransactionId(OrderId);

    private static string ValueOf(HashedConversion row)
    {
        Span<char> digits = stackalloc char[64];
        var length = 0;
        if (row.Value is { Scale: <= Decimals } value)
        {
            // The same text as by the custom format, found sooner.
            value.TryFormat(digits, out length, default, CultureInfo.InvariantCulture);
            length = value.Scale == 0 ? length : digits[..length].TrimEnd('0').TrimEnd('.').Length;
        }
        else
        {
            row.Value?.TryFormat(digits, out length, "0.############", CultureInfo.InvariantCulture);
        }

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
