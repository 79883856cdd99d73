using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Uploads;

/// <summary>
/// What makes two rows the same conversion: network, account, action and the order id, or else hashed identifiers, click id and UTC time.
/// Value and currency are not in it: a corrected value is the same conversion. The key is a digest; no identifier can be read from it.
/// Before the digest stands a place of four bytes, made from the order id or the time: rows that are neighbours in a file are then neighbours
/// in the ledger's index, too, and a claim changes some pages of it instead of one page for every row.
/// </summary>
internal readonly struct RowKey : IEquatable<RowKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = PlaceSize + DigestSize;

    private const int PlaceSize = sizeof(uint);

    // 224 bits of SHA-256: as far from an accident as the whole.
    private const int DigestSize = 28;
    private const int IdSize = 16;

    // Digits of an order id that fit into the place.
    private const int PlaceDigits = 9;

    // Network, kind, time and two hashes, and what Append writes beside a part's own text.
    private const int FixedBytes = 192 + (2 * Sha256Hash.HexLength);

    private readonly Bytes _bytes;

    private RowKey(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes);

    /// <summary>The key as it is kept.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes;

    [UnscopedRef]
    private ReadOnlySpan<byte> Digest => Span[PlaceSize..];

    /// <summary>A key as it was kept.</summary>
    /// <param name="bytes">The key.</param>
    public static RowKey FromBytes(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>An order of keys that means nothing and is the same everywhere.</summary>
    public static int Compare(RowKey a, RowKey b) => a.Span.SequenceCompareTo(b.Span);

    /// <summary>The key of a hashed row at an account.</summary>
    /// <param name="row">The row.</param>
    /// <param name="accountId">The account.</param>
    [SkipLocalsInit]
    public static RowKey Of(HashedConversion row, string accountId)
    {
        const int OnStack = 1024;
        var clickId = row.Network == AdNetwork.GoogleAds ? row.GoogleClickId ?? row.Gbraid ?? row.Wbraid : row.MicrosoftClickId;
        var characters = accountId.Length + row.ConversionName.Length + (row.OrderId?.Length ?? 0) + (clickId?.Length ?? 0);
        var most = Encoding.UTF8.GetMaxByteCount(characters) + FixedBytes;
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var text = rented ?? stackalloc byte[OnStack];
        var length = 0;
        Append(text, ref length, row.Network == AdNetwork.GoogleAds ? "google-ads" : "microsoft-advertising");
        Append(text, ref length, accountId);
        Append(text, ref length, row.ConversionName);
        uint place;
        if (row.OrderId is not null)
        {
            Append(text, ref length, "order");
            Append(text, ref length, row.OrderId);
            place = PlaceOf(row.OrderId);
        }
        else
        {
            Append(text, ref length, "person");
            Append(text, ref length, row.EmailHash);
            Append(text, ref length, row.PhoneHash);
            Append(text, ref length, clickId);
            Span<char> ticks = stackalloc char[20];
            row.ConversionTime.UtcTicks.TryFormat(ticks, out var digits, default, CultureInfo.InvariantCulture);
            Append(text, ref length, ticks[..digits], digits);
            place = (uint)row.ConversionTime.ToUnixTimeSeconds();
        }

        Span<byte> bytes = stackalloc byte[PlaceSize + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, place);
        Sha256Hash.Compute(text[..length], bytes[PlaceSize..]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return new RowKey(bytes[..Size]);
    }

    /// <summary>
    /// The id that makes a repeat of this row an overwrite: the order id, or one made from the key.
    /// Ids of digits only get a letter before them, as Data Manager refuses purely numeric ones.
    /// </summary>
    /// <param name="orderId">The row's order id; null when it has none.</param>
    public string TransactionId(string? orderId) =>
        orderId is null ? string.Concat("ec-", Sha256Hex.Write(Digest[..IdSize], stackalloc char[2 * IdSize])) : SentAs(orderId);

    /// <summary>The id a row with an order id is sent with.</summary>
    /// <param name="orderId">The order id.</param>
    public static string SentAs(string orderId) =>
        orderId.AsSpan().ContainsAnyExceptInRange('0', '9') ? orderId
        : "o-" + orderId;

    /// <inheritdoc/>
    public bool Equals(RowKey other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    // Of the digest: many rows can share a place.
    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Digest);

    /// <summary>The number at the end of an order id: shops count their orders.</summary>
    private static uint PlaceOf(string orderId)
    {
        var start = orderId.Length;
        while (start > 0 && orderId.Length - start < PlaceDigits && char.IsAsciiDigit(orderId[start - 1]))
        {
            start--;
        }

        return start == orderId.Length ? 0 : uint.Parse(orderId.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    // The length before each part keeps ("a", "bc") and ("ab", "c") apart.
    private static void Append(Span<byte> text, ref int length, string? part) => Append(text, ref length, part, part?.Length ?? -1);

    private static void Append(Span<byte> text, ref int length, Sha256Hash? part)
    {
        if (part is { } hash)
        {
            AppendLength(text, ref length, Sha256Hash.HexLength);
            length += hash.WriteTo(text.Slice(length, Sha256Hash.HexLength)).Length;
            text[length++] = (byte)'\n';
        }
        else
        {
            Append(text, ref length, default, -1);
        }
    }

    private static void Append(Span<byte> text, ref int length, ReadOnlySpan<char> part, int partLength)
    {
        AppendLength(text, ref length, partLength);
        length += Encoding.UTF8.GetBytes(part, text[length..]);
        text[length++] = (byte)'\n';
    }

    private static void AppendLength(Span<byte> text, ref int length, int partLength)
    {
        partLength.TryFormat(text[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        text[length++] = (byte)':';
    }

    [InlineArray(Size)]
    private struct Bytes
    {
        private byte _first;
    }
}
