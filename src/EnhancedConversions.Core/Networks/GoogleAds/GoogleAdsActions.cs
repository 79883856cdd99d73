using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Conversion actions on the wire (contract A.3, A.4).</summary>
internal static class GoogleAdsActions
{
    /// <summary>The type offline rows can be uploaded to.</summary>
    public const string UploadType = "UPLOAD_CLICKS";

    private const string DataDriven = "GOOGLE_SEARCH_ATTRIBUTION_DATA_DRIVEN";
    private const string LastClick = "GOOGLE_ADS_LAST_CLICK";

    /// <summary>ConversionActionCategory (data/google-ads-conversion-action-categories.csv).</summary>
    public static CategoryNames Categories { get; } = new(
        AdNetwork.GoogleAds,
        "DEFAULT", "PAGE_VIEW", "PURCHASE", "SIGNUP", "DOWNLOAD", "ADD_TO_CART", "BEGIN_CHECKOUT", "SUBSCRIBE_PAID", "PHONE_CALL_LEAD", "IMPORTED_LEAD",
        "SUBMIT_LEAD_FORM", "BOOK_APPOINTMENT", "REQUEST_QUOTE", "GET_DIRECTIONS", "OUTBOUND_CLICK", "CONTACT", "ENGAGEMENT", "STORE_VISIT", "STORE_SALE",
        "QUALIFIED_LEAD", "CONVERTED_LEAD", "YOUTUBE_FOLLOW_ON_VIEWS");

    /// <summary>All actions in use, every type.</summary>
    public const string Query =
        "SELECT conversion_action.id, conversion_action.name, conversion_action.type, conversion_action.category, conversion_action.status, "
        + "conversion_action.primary_for_goal, conversion_action.owner_customer, conversion_action.counting_type, "
        + "conversion_action.click_through_lookback_window_days, conversion_action.view_through_lookback_window_days, "
        + "conversion_action.value_settings.default_value, conversion_action.value_settings.default_currency_code, conversion_action.value_settings.always_use_default_value, "
        + "conversion_action.attribution_model_settings.attribution_model "
        + "FROM conversion_action WHERE conversion_action.status != 'REMOVED'";

    /// <summary>Reads an action.</summary>
    /// <param name="action">The <c>conversionAction</c> object.</param>
    /// <param name="accountId">The account it was read from.</param>
    public static ConversionAction Read(JsonElement action, string accountId)
    {
        var type = action.Text("type") ?? "UNKNOWN";
        var attribution = action.Text("attributionModelSettings", "attributionModel");
        var owner = LastPart(action.Text("ownerCustomer"));
        var (mode, value, currency) = ReadValue(action.Field("valueSettings") ?? default);
        return new ConversionAction
        {
            Network = AdNetwork.GoogleAds,
            AccountId = accountId,
            Id = action.Text("id") ?? LastPart(action.Text("resourceName")) ?? "",
            Name = action.Text("name") ?? "",
            Type = type,
            AcceptsUploads = type == UploadType,
            Category = action.Text("category"),
            Status = action.Text("status") switch
            {
                "REMOVED" => ConversionActionStatus.Removed,
                "HIDDEN" => ConversionActionStatus.Hidden,
                _ => ConversionActionStatus.Enabled,
            },
            Primary = action.Flag("primaryForGoal"),
            Count = action.Text("countingType") switch
            {
                "MANY_PER_CLICK" => CountingType.Every,
                "ONE_PER_CLICK" => CountingType.One,
                _ => null,
            },
            ValueMode = mode,
            Value = value,
            Currency = currency,
            ClickThroughWindowDays = (int?)action.Whole("clickThroughLookbackWindowDays"),
            ViewThroughWindowDays = (int?)action.Whole("viewThroughLookbackWindowDays"),
            Attribution = attribution switch
            {
                DataDriven => AttributionModel.DataDriven,
                LastClick => AttributionModel.LastClick,
                _ => AttributionModel.Other,
            },
            NetworkAttribution = attribution,
            OwnerAccountId = owner == accountId ? null : owner,
        };
    }

    /// <summary>Writes the request that makes an action for uploads. Settings not given are left to Google.</summary>
    /// <param name="settings">The settings, checked.</param>
    /// <param name="validateOnly">True: check, make nothing.</param>
    public static JsonBody WriteCreate(ConversionActionSettings settings, bool validateOnly) => JsonBody.Write((settings, validateOnly), static (writer, state) =>
    {
        var (settings, validateOnly) = state;
        writer.WriteStartObject();
        writer.WriteStartArray("operations"u8);
        writer.WriteStartObject();
        writer.WriteStartObject("create"u8);
        writer.WriteString("name"u8, settings.Name.Trim());
        writer.WriteString("type"u8, UploadType);
        writer.WriteString("category"u8, Categories.Find(settings.Category));
        writer.WriteString("status"u8, "ENABLED"u8);
        writer.WriteBoolean("primaryForGoal"u8, settings.Primary);
        if (settings.Count is { } count)
        {
            writer.WriteString("countingType"u8, count == CountingType.Every ? "MANY_PER_CLICK"u8 : "ONE_PER_CLICK"u8);
        }

        WriteDays(writer, "clickThroughLookbackWindowDays"u8, settings.ClickThroughWindowDays);
        WriteDays(writer, "viewThroughLookbackWindowDays"u8, settings.ViewThroughWindowDays);
        WriteValue(writer, settings.ValueMode, settings.Value, settings.Currency);
        if (settings.Attribution is AttributionModel.DataDriven or AttributionModel.LastClick)
        {
            writer.WriteStartObject("attributionModelSettings"u8);
            writer.WriteString("attributionModel"u8, settings.Attribution == AttributionModel.DataDriven ? DataDriven : LastClick);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("validateOnly"u8, validateOnly);
        writer.WriteString("responseContentType"u8, "MUTABLE_RESOURCE"u8);
        writer.WriteEndObject();
    });

    /// <summary>The last part of a resource name: the number in <c>customers/123</c>.</summary>
    /// <param name="resourceName">The name; null stays null.</param>
    public static string? LastPart(string? resourceName) => resourceName?[(resourceName.LastIndexOf('/') + 1)..];

    /// <summary>int64 travels as a string in proto3 JSON.</summary>
    private static void WriteDays(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? days)
    {
        if (days is { } number)
        {
            Span<byte> text = stackalloc byte[11];
            number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            writer.WriteString(name, text[..length]);
        }
    }

    /// <summary>No value is a value of zero that rows cannot override; that is how Google tells it from the others.</summary>
    private static void WriteValue(Utf8JsonWriter writer, ConversionValueMode mode, decimal? value, string? currency)
    {
        writer.WriteStartObject("valueSettings"u8);
        writer.WriteNumber("defaultValue"u8, value ?? 0);
        if (currency is not null)
        {
            writer.WriteString("defaultCurrencyCode"u8, currency.ToUpperInvariant());
        }

        writer.WriteBoolean("alwaysUseDefaultValue"u8, mode != ConversionValueMode.Different);
        writer.WriteEndObject();
    }

    private static (ConversionValueMode Mode, decimal? Value, string? Currency) ReadValue(JsonElement settings)
    {
        var value = settings.Decimal("defaultValue");
        var currency = settings.Text("defaultCurrencyCode");
        return settings.Flag("alwaysUseDefaultValue") != true ? (ConversionValueMode.Different, value, currency)
            : value is null or 0 ? (ConversionValueMode.None, null, null)
            : (ConversionValueMode.Same, value, currency);
    }
}
