using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Http;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Writes <c>OfflineConversions/Apply</c> (contract 3.1).</summary>
internal static class OfflineConversionsApply
{
    // A row with both hashes and a click id takes about 400 bytes.
    private const int BytesPerRow = 448;

    /// <summary>Writes a request. Rows carry no id of their own: the answer names them by their place.</summary>
    /// <param name="batch">The rows.</param>
    public static JsonBody Write(IReadOnlyList<UploadItem> batch) => JsonBody.Write(batch, static (writer, batch) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("OfflineConversions"u8);
        foreach (var item in batch)
        {
            WriteRow(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }, 64 + (batch.Count * BytesPerRow));

    /// <summary>Writes a time as this API takes them: UTC (contract 1.4).</summary>
    public static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        time.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    /// <summary>Writes a text; nothing when there is none.</summary>
    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteRow(Utf8JsonWriter writer, UploadItem item)
    {
        var row = item.Conversion;
        writer.WriteStartObject();
        writer.WriteString("ConversionName"u8, item.Action.Name);
        WriteTime(writer, "ConversionTime"u8, row.ConversionTime);
        if (row.Value is { } value)
        {
            writer.WriteNumber("ConversionValue"u8, value);
        }

        WriteText(writer, "ConversionCurrencyCode"u8, row.Currency);
        WriteText(writer, "MicrosoftClickId"u8, row.MicrosoftClickId);
        WriteHash(writer, "HashedEmailAddress"u8, row.EmailHash);
        WriteHash(writer, "HashedPhoneNumber"u8, row.PhoneHash);
        writer.WriteEndObject();
    }

    private static void WriteHash(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Sha256Hash? identifier)
    {
        if (identifier is { } hash)
        {
            writer.WriteString(name, hash.WriteTo(stackalloc byte[Sha256Hash.HexLength]));
        }
    }
}
