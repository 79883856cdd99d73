using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Uploads;

/// <summary>
/// What makes two rows the same conversion: network, account, action and the order id, or else hashed identifiers, click id and UTC time.
/// Value and currency are not in it: a corrected value is the same conversion. The key is a digest; no identifier can be read from it.
/// </summary>
internal readonly struct RowKey : IEquatable<RowKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly byte[] _digest;

    private RowKey(byte[] digest) => _digest = digest;

    /// <summary>The digest.</summary>
    public byte[] ToBytes() => _digest;

    /// <summary>A key as it was kept.</summary>
    /// <param name="digest">The digest.</param>
    public static RowKey FromBytes(byte[] digest) => new(digest);

    /// <summary>An order of keys that means nothing and is the same everywhere.</summary>
    public static int Compare(RowKey a, RowKey b) => a._digest.AsSpan().SequenceCompareTo(b._digest);

    /// <summary>The key of a hashed row at an account.</summary>
    /// <param name="row">The row.</param>
    /// <param name="accountId">The account.</param>
    public static RowKey Of(HashedConversion row, string accountId)
    {
        var text = new StringBuilder(320);
        Append(text, row.Network == AdNetwork.GoogleAds ? "google-ads" : "microsoft-advertising");
        Append(text, accountId);
        Append(text, row.ConversionName);
        if (row.OrderId is not null)
        {
            Append(text, "order");
            Append(text, row.OrderId);
        }
        else
        {
            Append(text, "person");
            Append(text, row.HashedEmail);
            Append(text, row.HashedPhoneNumber);
            Append(text, row.Network == AdNetwork.GoogleAds ? row.GoogleClickId ?? row.Gbraid ?? row.Wbraid : row.MicrosoftClickId);
            Append(text, row.ConversionTime.UtcTicks.ToString(CultureInfo.InvariantCulture));
        }

        return new RowKey(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>
    /// The id that makes a repeat of this row an overwrite: the order id, or one made from the key.
    /// Ids of digits only get a letter before them, as Data Manager refuses purely numeric ones.
    /// </summary>
    /// <param name="orderId">The row's order id; null when it has none.</param>
    public string TransactionId(string? orderId) =>
        orderId is null ? "ec-" + Convert.ToHexString(_digest, 0, 16).ToLowerInvariant() : SentAs(orderId);

    /// <summary>The id a row with an order id is sent with.</summary>
    /// <param name="orderId">The order id.</param>
    public static string SentAs(string orderId) =>
        orderId.AsSpan().ContainsAnyExceptInRange('0', '9') ? orderId
        : "o-" + orderId;

    /// <inheritdoc/>
    public bool Equals(RowKey other) => _digest.AsSpan().SequenceEqual(other._digest);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(_digest);

    // The length before each part keeps ("a", "bc") and ("ab", "c") apart.
    private static void Append(StringBuilder text, string? part) =>
        text.Append((part?.Length ?? -1).ToString(CultureInfo.InvariantCulture)).Append(':').Append(part).Append('\n');
}
