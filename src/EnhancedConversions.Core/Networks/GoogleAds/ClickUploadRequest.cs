using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Writes <c>uploadClickConversions</c> (contract A.5), the way in that is closed to new users.</summary>
internal static class ClickUploadRequest
{
    private const int BytesPerRow = 512;

    /// <summary>Name of the list of rows in Google's field paths.</summary>
    public const string List = "conversions";

    /// <summary>Writes a request.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="owner">The account that owns the conversion actions.</param>
    /// <param name="validateOnly">True: check, record nothing.</param>
    public static JsonBody Write(IReadOnlyList<UploadItem> batch, string owner, bool validateOnly) => JsonBody.Write((batch, owner, validateOnly), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("conversions"u8);
        foreach (var item in state.batch)
        {
            WriteRow(writer, item, state.owner);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("partialFailure"u8, true);
        writer.WriteBoolean("validateOnly"u8, state.validateOnly);
        writer.WriteEndObject();
    }, 128 + (batch.Count * BytesPerRow));

    /// <summary>Writes a time as this API wants it: with a blank, and the offset with a colon.</summary>
    /// <param name="writer">The body.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="time">The time.</param>
    public static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        time.TryFormat(text, out var length, "yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    /// <summary>The resource name of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="owner">The account that owns conversion actions, when the action does not say.</param>
    public static string ActionName(ConversionAction action, string owner) => $"customers/{action.OwnerAccountId ?? owner}/conversionActions/{action.Id}";

    private static void WriteRow(Utf8JsonWriter writer, UploadItem item, string owner)
    {
        var row = item.Conversion;
        writer.WriteStartObject();
        if ((row.GoogleClickId ?? row.Gbraid ?? row.Wbraid) is { } clickId)
        {
            writer.WriteString(row.GoogleClickId is not null ? "gclid"u8 : row.Gbraid is not null ? "gbraid"u8 : "wbraid"u8, clickId);
        }

        writer.WriteString("conversionAction"u8, ActionName(item.Action, owner));
        WriteTime(writer, "conversionDateTime"u8, row.ConversionTime);
        if (row.Value is { } value)
        {
            writer.WriteNumber("conversionValue"u8, value);
        }

        if (row.Currency is not null)
        {
            writer.WriteString("currencyCode"u8, row.Currency);
        }

        writer.WriteString("orderId"u8, item.TransactionId);
        if (row.HashedEmail is not null || row.HashedPhoneNumber is not null)
        {
            writer.WriteStartArray("userIdentifiers"u8);
            WriteIdentifier(writer, "hashedEmail"u8, row.HashedEmail);
            WriteIdentifier(writer, "hashedPhoneNumber"u8, row.HashedPhoneNumber);
            writer.WriteEndArray();
        }

        WriteCustomVariables(writer, row.CustomVariables);

        // Of the two answers only this one counts for click conversions (contract A.5).
        if (row.AdUserData != Consent.Unspecified)
        {
            writer.WriteStartObject("consent"u8);
            writer.WriteString("adUserData"u8, row.AdUserData == Consent.Granted ? "GRANTED"u8 : "DENIED"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteCustomVariables(Utf8JsonWriter writer, IReadOnlyList<CustomVariable> variables)
    {
        if (variables.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("customVariables"u8);
        foreach (var variable in variables)
        {
            writer.WriteStartObject();
            writer.WriteString("conversionCustomVariable"u8, variable.ResourceName ?? throw new InvalidOperationException("A custom variable was not looked up in the account."));
            writer.WriteString("value"u8, variable.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteIdentifier(Utf8JsonWriter writer, ReadOnlySpan<byte> kind, string? hash)
    {
        if (hash is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("userIdentifierSource"u8, "FIRST_PARTY"u8);
            writer.WriteString(kind, hash);
            writer.WriteEndObject();
        }
    }
}
