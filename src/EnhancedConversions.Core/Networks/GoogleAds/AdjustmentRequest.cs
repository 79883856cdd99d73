using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Writes <c>uploadConversionAdjustments</c> (contract A.7).</summary>
internal static class AdjustmentRequest
{
    private const int BytesPerRow = 256;

    /// <summary>Name of the list of rows in Google's field paths.</summary>
    public const string List = "conversion_adjustments";

    /// <summary>Checks what Google would refuse without naming the row.</summary>
    /// <param name="batch">The corrections.</param>
    /// <exception cref="ArgumentException">A correction names no conversion, or a restatement has no value.</exception>
    public static void Check(IReadOnlyList<AdjustmentItem> batch)
    {
        foreach (var (adjustment, _) in batch)
        {
            if (adjustment.OrderId is null && (adjustment.GoogleClickId is null || adjustment.ConversionTime is null))
            {
                throw new ArgumentException($"{adjustment.Source}: a conversion is named by its order id, or by click id and time.", nameof(batch));
            }

            if ((adjustment.Kind == AdjustmentKind.Restate) != adjustment.Value is not null)
            {
                throw new ArgumentException($"{adjustment.Source}: a restatement needs a value, a retraction has none.", nameof(batch));
            }
        }
    }

    /// <summary>Writes a request.</summary>
    /// <param name="batch">The corrections, checked.</param>
    /// <param name="owner">The account that owns the conversion actions.</param>
    /// <param name="validateOnly">True: check, record nothing.</param>
    public static JsonBody Write(IReadOnlyList<AdjustmentItem> batch, string owner, bool validateOnly) => JsonBody.Write((batch, owner, validateOnly), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("conversionAdjustments"u8);
        foreach (var item in state.batch)
        {
            WriteRow(writer, item, state.owner);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("partialFailure"u8, true);
        writer.WriteBoolean("validateOnly"u8, state.validateOnly);
        writer.WriteEndObject();
    }, 128 + (batch.Count * BytesPerRow));

    private static void WriteRow(Utf8JsonWriter writer, AdjustmentItem item, string owner)
    {
        var (adjustment, action) = item;
        writer.WriteStartObject();
        writer.WriteString("adjustmentType"u8, adjustment.Kind == AdjustmentKind.Restate ? "RESTATEMENT"u8 : "RETRACTION"u8);
        writer.WriteString("conversionAction"u8, ClickUploadRequest.ActionName(action, owner));
        ClickUploadRequest.WriteTime(writer, "adjustmentDateTime"u8, adjustment.AdjustmentTime);

        // One way of naming only; the order id must be used where the conversion had one.
        if (adjustment.OrderId is not null)
        {
            writer.WriteString("orderId"u8, adjustment.OrderId);
        }
        else
        {
            writer.WriteStartObject("gclidDateTimePair"u8);
            writer.WriteString("gclid"u8, adjustment.GoogleClickId);
            ClickUploadRequest.WriteTime(writer, "conversionDateTime"u8, adjustment.ConversionTime!.Value);
            writer.WriteEndObject();
        }

        if (adjustment.Value is { } value)
        {
            writer.WriteStartObject("restatementValue"u8);
            writer.WriteNumber("adjustedValue"u8, value);
            if (adjustment.Currency is not null)
            {
                writer.WriteString("currencyCode"u8, adjustment.Currency);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
