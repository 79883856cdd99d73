using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Writes the body of <c>events:ingest</c> (contract C.2 to C.5), one destination an action.</summary>
internal sealed class IngestRequest
{
    // A row with both hashes, a click id, consent and value takes about 480 bytes.
    private const int BytesPerRow = 512;

    // +00:00
    private const int OffsetLength = 6;

    // Of every row, and so looked through for what must be escaped once instead of each time.
    private static readonly JsonEncodedText s_transactionId = JsonEncodedText.Encode("transactionId");
    private static readonly JsonEncodedText s_eventTimestamp = JsonEncodedText.Encode("eventTimestamp");
    private static readonly JsonEncodedText s_eventSource = JsonEncodedText.Encode("eventSource");
    private static readonly JsonEncodedText s_userData = JsonEncodedText.Encode("userData");
    private static readonly JsonEncodedText s_userIdentifiers = JsonEncodedText.Encode("userIdentifiers");
    private static readonly JsonEncodedText s_emailAddress = JsonEncodedText.Encode("emailAddress");
    private static readonly JsonEncodedText s_phoneNumber = JsonEncodedText.Encode("phoneNumber");
    private static readonly JsonEncodedText s_consent = JsonEncodedText.Encode("consent");
    private static readonly JsonEncodedText s_adUserData = JsonEncodedText.Encode("adUserData");
    private static readonly JsonEncodedText s_adPersonalization = JsonEncodedText.Encode("adPersonalization");
    private static readonly JsonEncodedText s_conversionValue = JsonEncodedText.Encode("conversionValue");
    private static readonly JsonEncodedText s_currency = JsonEncodedText.Encode("currency");
    private static readonly JsonEncodedText s_granted = JsonEncodedText.Encode("CONSENT_GRANTED");
    private static readonly JsonEncodedText s_denied = JsonEncodedText.Encode("CONSENT_DENIED");

    private readonly IReadOnlyList<UploadItem> _batch;
    private readonly string _accountId;
    private readonly string? _managerId;
    private readonly JsonEncodedText _eventSource;
    private readonly bool _validateOnly;
    private readonly List<ConversionAction> _destinations = [];
    private readonly Dictionary<string, int> _destinationOfAction = [];

    /// <summary>Prepares a body.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="accountId">The connected account; the action's owner takes its place where they differ.</param>
    /// <param name="managerId">Manager account signed in through; null for none.</param>
    /// <param name="eventSource">Where the conversions took place.</param>
    /// <param name="validateOnly">True: check, record nothing.</param>
    public IngestRequest(IReadOnlyList<UploadItem> batch, string accountId, string? managerId, GoogleEventSource eventSource, bool validateOnly)
    {
        _batch = batch;
        _accountId = accountId;
        _managerId = managerId;
        _eventSource = JsonEncodedText.Encode(Name(eventSource));
        _validateOnly = validateOnly;
        foreach (var item in batch)
        {
            if (_destinationOfAction.TryAdd(item.Action.Id, _destinations.Count))
            {
                _destinations.Add(item.Action);
            }
        }
    }

    /// <summary>The place of an item's action in <c>destinations</c>.</summary>
    /// <param name="item">An item of the batch.</param>
    public int DestinationOf(UploadItem item) => _destinationOfAction[item.Action.Id];

    /// <summary>Writes the body.</summary>
    public JsonBody Write() => JsonBody.Write(this, static (writer, request) => request.WriteTo(writer), 1024 + (_batch.Count * BytesPerRow));

    private void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("destinations"u8);
        foreach (var action in _destinations)
        {
            WriteDestination(writer, action);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("events"u8);
        var hashed = false;
        foreach (var item in _batch)
        {
            hashed |= WriteEvent(writer, item);
        }

        writer.WriteEndArray();
        if (hashed)
        {
            writer.WriteString("encoding"u8, "HEX"u8);
        }

        if (_validateOnly)
        {
            writer.WriteBoolean("validateOnly"u8, true);
        }

        writer.WriteEndObject();
    }

    private void WriteDestination(Utf8JsonWriter writer, ConversionAction action)
    {
        writer.WriteStartObject();
        writer.WriteString("reference"u8, action.Id);
        WriteAccount(writer, "operatingAccount"u8, action.OwnerAccountId ?? _accountId);
        if (_managerId is not null)
        {
            WriteAccount(writer, "loginAccount"u8, _managerId);
        }

        writer.WriteString("productDestinationId"u8, action.Id);
        writer.WriteEndObject();
    }

    private static void WriteAccount(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string accountId)
    {
        writer.WriteStartObject(name);
        writer.WriteString("accountType"u8, "GOOGLE_ADS"u8);
        writer.WriteString("accountId"u8, accountId);
        writer.WriteEndObject();
    }

    /// <summary>Writes an event; true when it carries hashes, which need the encoding to be named.</summary>
    private bool WriteEvent(Utf8JsonWriter writer, UploadItem item)
    {
        var row = item.Conversion;
        writer.WriteStartObject();

        // No reference means all destinations (contract C.4), which is the same when there is one.
        if (_destinations.Count > 1)
        {
            writer.WriteStartArray("destinationReferences"u8);
            writer.WriteStringValue(item.Action.Id);
            writer.WriteEndArray();
        }

        writer.WriteString(s_transactionId, item.TransactionId);
        WriteTime(writer, row.ConversionTime);
        writer.WriteString(s_eventSource, _eventSource);
        var hashed = row.EmailHash is not null || row.PhoneHash is not null;
        if (hashed)
        {
            writer.WriteStartObject(s_userData);
            writer.WriteStartArray(s_userIdentifiers);
            WriteIdentifier(writer, s_emailAddress, row.EmailHash);
            WriteIdentifier(writer, s_phoneNumber, row.PhoneHash);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        WriteClickId(writer, row);
        WriteConsent(writer, row);
        if (row.Value is { } value)
        {
            writer.WriteNumber(s_conversionValue, value);
        }

        if (row.Currency is not null)
        {
            writer.WriteString(s_currency, row.Currency);
        }

        WriteCustomVariables(writer, row.CustomVariables);
        writer.WriteEndObject();
        return hashed;
    }

    // The round-trip form, found sooner than one that is spelled out, and without the zeros of its fraction.
    private static void WriteTime(Utf8JsonWriter writer, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[40];
        time.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        var offset = text[(length - OffsetLength)..length];
        var kept = text[..(length - OffsetLength)].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        offset.CopyTo(text[kept..]);
        writer.WriteString(s_eventTimestamp, text[..(kept + OffsetLength)]);
    }

    private static void WriteIdentifier(Utf8JsonWriter writer, JsonEncodedText kind, Sha256Hash? identifier)
    {
        if (identifier is { } hash)
        {
            writer.WriteStartObject();
            writer.WriteString(kind, hash.WriteTo(stackalloc byte[Sha256Hash.HexLength]));
            writer.WriteEndObject();
        }
    }

    /// <summary>Exactly one of the three is allowed (contract C.4); the GCLID says most.</summary>
    private static void WriteClickId(Utf8JsonWriter writer, HashedConversion row)
    {
        if ((row.GoogleClickId ?? row.Gbraid ?? row.Wbraid) is not { } clickId)
        {
            return;
        }

        writer.WriteStartObject("adIdentifiers"u8);
        writer.WriteString(row.GoogleClickId is not null ? "gclid"u8 : row.Gbraid is not null ? "gbraid"u8 : "wbraid"u8, clickId);
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
            writer.WriteString("variable"u8, variable.Name);
            writer.WriteString("value"u8, variable.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteConsent(Utf8JsonWriter writer, HashedConversion row)
    {
        if (row.AdUserData == Consent.Unspecified && row.AdPersonalization == Consent.Unspecified)
        {
            return;
        }

        writer.WriteStartObject(s_consent);
        WriteAnswer(writer, s_adUserData, row.AdUserData);
        WriteAnswer(writer, s_adPersonalization, row.AdPersonalization);
        writer.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, JsonEncodedText question, Consent answer)
    {
        if (answer != Consent.Unspecified)
        {
            writer.WriteString(question, answer == Consent.Granted ? s_granted : s_denied);
        }
    }

    private static string Name(GoogleEventSource source) => source switch
    {
        GoogleEventSource.Web => "WEB",
        GoogleEventSource.App => "APP",
        GoogleEventSource.InStore => "IN_STORE",
        GoogleEventSource.Phone => "PHONE",
        GoogleEventSource.Message => "MESSAGE",
        _ => "OTHER",
    };
}
