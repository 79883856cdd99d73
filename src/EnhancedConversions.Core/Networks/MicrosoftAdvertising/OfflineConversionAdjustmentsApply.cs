using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Writes <c>OfflineConversionAdjustments/Apply</c> (contract 3.5): the same name, time and identifiers as the original, or Microsoft does not find it.</summary>
internal static class OfflineConversionAdjustmentsApply
{
    private const int BytesPerRow = 512;

    /// <summary>Checks what makes a correction one.</summary>
    /// <param name="batch">The corrections.</param>
    /// <exception cref="ArgumentException">A correction names no conversion, or a restatement has no value.</exception>
    public static void Check(IReadOnlyList<AdjustmentItem> batch)
    {
        foreach (var (adjustment, _) in batch)
        {
            if (adjustment.ConversionTime is null || (adjustment.MicrosoftClickId ?? adjustment.HashedEmail ?? adjustment.HashedPhoneNumber) is null)
            {
                throw new ArgumentException($"{adjustment.Source}: a conversion is named by its time, and its click id or hashes.", nameof(batch));
            }

            if ((adjustment.Kind == AdjustmentKind.Restate) != adjustment.Value is not null || (adjustment.Kind == AdjustmentKind.Retract && adjustment.Currency is not null))
            {
                throw new ArgumentException($"{adjustment.Source}: a restatement needs a value, a retraction has none.", nameof(batch));
            }
        }
    }

    /// <summary>Writes a request.</summary>
    /// <param name="batch">The corrections, checked.</param>
    public static JsonBody Write(IReadOnlyList<AdjustmentItem> batch) => JsonBody.Write(batch, static (writer, batch) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("OfflineConversionAdjustments"u8);
        foreach (var item in batch)
        {
            WriteRow(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }, 64 + (batch.Count * BytesPerRow));

    private static void WriteRow(Utf8JsonWriter writer, AdjustmentItem item)
    {
        var row = item.Adjustment;
        writer.WriteStartObject();
        writer.WriteString("AdjustmentType"u8, row.Kind == AdjustmentKind.Restate ? "Restate"u8 : "Retract"u8);
        OfflineConversionsApply.WriteTime(writer, "AdjustmentTime"u8, row.AdjustmentTime);
        if (row.Value is { } value)
        {
            writer.WriteNumber("AdjustmentValue"u8, value);
        }

        OfflineConversionsApply.WriteText(writer, "AdjustmentCurrencyCode"u8, row.Currency);
        writer.WriteString("ConversionName"u8, item.Action.Name);
        OfflineConversionsApply.WriteTime(writer, "ConversionTime"u8, row.ConversionTime!.Value);
        OfflineConversionsApply.WriteText(writer, "MicrosoftClickId"u8, row.MicrosoftClickId);
        OfflineConversionsApply.WriteText(writer, "HashedEmailAddress"u8, row.HashedEmail);
        OfflineConversionsApply.WriteText(writer, "HashedPhoneNumber"u8, row.HashedPhoneNumber);
        writer.WriteEndObject();
    }
}
