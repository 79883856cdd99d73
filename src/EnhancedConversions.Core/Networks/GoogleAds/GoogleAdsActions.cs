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

    /// <summary>Refuses what only goals of Microsoft Advertising have, so that nothing asked for is left out in silence.</summary>
    /// <param name="scope">Whose conversions count.</param>
    /// <param name="minutes">The click-through window in minutes.</param>
    /// <param name="enhanced">Whether it takes hashed identifiers.</param>
    /// <exception cref="ConversionException">One of them was given.</exception>
    public static void CheckAbsent(ConversionGoalScope? scope, int? minutes, bool? enhanced)
    {
        if (scope is not null)
        {
            throw NetworkErrors.Setting("Scope", "actions of Google Ads have no scope; under cross-account conversion tracking the manager's count for all its accounts.", "Leave it out.");
        }

        if (minutes is not null)
        {
            throw NetworkErrors.Setting("ClickThroughWindowMinutes", "Google Ads keeps the click-through window in days.", "Give ClickThroughWindowDays instead.");
        }

        if (enhanced is not null)
        {
            throw NetworkErrors.Setting("EnhancedConversions", "Google Ads decides on enhanced conversions for the account, not for an action.", "Leave it out; Test-ConversionAccount tells whether the account has them on.");
        }
    }

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

    /// <summary>The action as it will be when Google takes the settings as they are.</summary>
    /// <param name="settings">The settings, checked.</param>
    /// <param name="accountId">The connected account.</param>
    /// <param name="owner">The account it is made in.</param>
    public static ConversionAction Asked(ConversionActionSettings settings, string accountId, string owner) => new()
    {
        Network = AdNetwork.GoogleAds,
        AccountId = accountId,
        Id = "",
        Name = settings.Name.Trim(),
        Type = TypeName(settings.Type),
        AcceptsUploads = settings.Type == ConversionActionType.Import,
        Category = Categories.Find(settings.Category),
        Primary = settings.Primary,
        Count = settings.Count,
        ValueMode = settings.ValueMode,
        Value = settings.Value,
        Currency = settings.Currency?.ToUpperInvariant(),
        ClickThroughWindowDays = settings.ClickThroughWindowDays,
        ViewThroughWindowDays = settings.ViewThroughWindowDays,
        Attribution = settings.Attribution ?? AttributionModel.Other,
        OwnerAccountId = owner == accountId ? null : owner,
    };

    /// <summary>The action as it will be when Google takes the changes as they are.</summary>
    /// <param name="action">The action.</param>
    /// <param name="changes">The changes, checked.</param>
    public static ConversionAction Changed(ConversionAction action, ConversionActionChanges changes) => action with
    {
        Name = changes.Name?.Trim() ?? action.Name,
        Category = changes.Category is { } category ? Categories.Find(category) : action.Category,
        Status = changes.Status ?? action.Status,
        Primary = changes.Primary ?? action.Primary,
        Count = changes.Count ?? action.Count,
        ValueMode = changes.ValueMode ?? action.ValueMode,
        Value = changes.ValueMode == ConversionValueMode.None ? null : changes.Value ?? action.Value,
        Currency = changes.ValueMode == ConversionValueMode.None ? null : changes.Currency?.ToUpperInvariant() ?? action.Currency,
        ClickThroughWindowDays = changes.ClickThroughWindowDays ?? action.ClickThroughWindowDays,
        ViewThroughWindowDays = changes.ViewThroughWindowDays ?? action.ViewThroughWindowDays,
        Attribution = changes.Attribution ?? action.Attribution,
        NetworkAttribution = changes.Attribution is null ? action.NetworkAttribution : null,
    };

    /// <summary>Reads the answer to a change: what Google says of the action where it says something, what was asked for elsewhere.</summary>
    /// <param name="answer">The answer; empty when the change was only validated.</param>
    /// <param name="asked">What was asked for.</param>
    public static ConversionAction ReadMade(JsonElement answer, ConversionAction asked)
    {
        var result = answer.Items("results").FirstOrDefault();
        var said = result.Field("conversionAction") ?? default;
        var made = Read(said, asked.AccountId);
        var hasValue = said.Field("valueSettings") is not null;
        return made with
        {
            Id = made.Id.Length > 0 ? made.Id : LastPart(result.Text("resourceName")) ?? asked.Id,
            Name = made.Name.Length > 0 ? made.Name : asked.Name,
            Type = asked.Type,
            AcceptsUploads = asked.AcceptsUploads,
            Category = made.Category ?? asked.Category,
            Status = said.Text("status") is null ? asked.Status : made.Status,
            Primary = made.Primary ?? asked.Primary,
            Count = made.Count ?? asked.Count,
            ValueMode = hasValue ? made.ValueMode : asked.ValueMode,
            Value = hasValue ? made.Value : asked.Value,
            Currency = hasValue ? made.Currency : asked.Currency,
            ClickThroughWindowDays = made.ClickThroughWindowDays ?? asked.ClickThroughWindowDays,
            ViewThroughWindowDays = made.ViewThroughWindowDays ?? asked.ViewThroughWindowDays,
            Attribution = made.NetworkAttribution is null ? asked.Attribution : made.Attribution,
            NetworkAttribution = made.NetworkAttribution ?? asked.NetworkAttribution,
            OwnerAccountId = asked.OwnerAccountId,
        };
    }

    /// <summary>Writes the request that makes an action. Settings not given are left to Google.</summary>
    /// <param name="settings">The settings, checked.</param>
    /// <param name="validateOnly">True: check, make nothing.</param>
    public static JsonBody WriteCreate(ConversionActionSettings settings, bool validateOnly) => WriteMutate(validateOnly, writer =>
    {
        writer.WriteStartObject("create"u8);
        writer.WriteString("name"u8, settings.Name.Trim());
        writer.WriteString("type"u8, TypeName(settings.Type));
        writer.WriteString("category"u8, Categories.Find(settings.Category));
        writer.WriteString("status"u8, "ENABLED"u8);
        writer.WriteBoolean("primaryForGoal"u8, settings.Primary);
        WriteCount(writer, settings.Count);
        WriteNumber(writer, "clickThroughLookbackWindowDays"u8, settings.ClickThroughWindowDays);
        WriteNumber(writer, "viewThroughLookbackWindowDays"u8, settings.ViewThroughWindowDays);
        WriteNumber(writer, "phoneCallDurationSeconds"u8, settings.PhoneCallSeconds);
        WriteValue(writer, settings.ValueMode, settings.Value ?? 0, settings.Currency);
        WriteAttribution(writer, settings.Attribution);
        writer.WriteEndObject();
    });

    /// <summary>Writes the request that changes what is given and, by its mask, nothing else.</summary>
    /// <param name="action">The action.</param>
    /// <param name="owner">The account it lives in.</param>
    /// <param name="changes">The changes, checked.</param>
    /// <param name="validateOnly">True: check, change nothing.</param>
    public static JsonBody WriteUpdate(ConversionAction action, string owner, ConversionActionChanges changes, bool validateOnly) => WriteMutate(validateOnly, writer =>
    {
        // No value is a default of zero that no row overrides.
        var value = changes.ValueMode == ConversionValueMode.None ? 0 : changes.Value;
        var attribution = changes.Attribution is AttributionModel.DataDriven or AttributionModel.LastClick;
        writer.WriteStartObject("update"u8);
        writer.WriteString("resourceName"u8, ResourceName(action, owner));
        WriteText(writer, "name"u8, changes.Name?.Trim());
        WriteText(writer, "category"u8, changes.Category is { } category ? Categories.Find(category) : null);
        WriteText(writer, "status"u8, changes.Status is { } status ? StatusName(status) : null);
        if (changes.Primary is { } primary)
        {
            writer.WriteBoolean("primaryForGoal"u8, primary);
        }

        WriteCount(writer, changes.Count);
        WriteNumber(writer, "clickThroughLookbackWindowDays"u8, changes.ClickThroughWindowDays);
        WriteNumber(writer, "viewThroughLookbackWindowDays"u8, changes.ViewThroughWindowDays);
        WriteNumber(writer, "phoneCallDurationSeconds"u8, changes.PhoneCallSeconds);
        WriteValue(writer, changes.ValueMode, value, changes.Currency);
        WriteAttribution(writer, changes.Attribution);
        writer.WriteEndObject();
        (string Path, bool Given)[] mask =
        [
            ("name", changes.Name is not null),
            ("category", changes.Category is not null),
            ("status", changes.Status is not null),
            ("primaryForGoal", changes.Primary is not null),
            ("countingType", changes.Count is not null),
            ("clickThroughLookbackWindowDays", changes.ClickThroughWindowDays is not null),
            ("viewThroughLookbackWindowDays", changes.ViewThroughWindowDays is not null),
            ("phoneCallDurationSeconds", changes.PhoneCallSeconds is not null),
            ("valueSettings.defaultValue", value is not null),
            ("valueSettings.defaultCurrencyCode", changes.Currency is not null),
            ("valueSettings.alwaysUseDefaultValue", changes.ValueMode is not null),
            ("attributionModelSettings.attributionModel", attribution),
        ];
        writer.WriteString("updateMask"u8, string.Join(',', mask.Where(field => field.Given).Select(field => field.Path)));
    });

    /// <summary>Writes the request that removes an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="owner">The account it lives in.</param>
    /// <param name="validateOnly">True: check, remove nothing.</param>
    public static JsonBody WriteRemove(ConversionAction action, string owner, bool validateOnly) =>
        WriteMutate(validateOnly, writer => writer.WriteString("remove"u8, ResourceName(action, owner)));

    /// <summary>The last part of a resource name: the number in <c>customers/123</c>.</summary>
    /// <param name="resourceName">The name; null stays null.</param>
    public static string? LastPart(string? resourceName) => resourceName?[(resourceName.LastIndexOf('/') + 1)..];

    private static JsonBody WriteMutate(bool validateOnly, Action<Utf8JsonWriter> operation) => JsonBody.Write((validateOnly, operation), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("operations"u8);
        writer.WriteStartObject();
        state.operation(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("validateOnly"u8, state.validateOnly);
        writer.WriteString("responseContentType"u8, "MUTABLE_RESOURCE"u8);
        writer.WriteEndObject();
    });

    private static string ResourceName(ConversionAction action, string owner) =>
        action.Id.Length > 0 && action.Id.All(char.IsAsciiDigit) ? $"customers/{owner}/conversionActions/{action.Id}" : throw NetworkErrors.ActionWithoutId(AdNetwork.GoogleAds);

    private static string TypeName(ConversionActionType type) => type switch
    {
        ConversionActionType.WebPage => "WEBPAGE",
        ConversionActionType.ClickToCall => "CLICK_TO_CALL",
        ConversionActionType.WebsiteCall => "WEBSITE_CALL",
        _ => UploadType,
    };

    private static string StatusName(ConversionActionStatus status) => status switch
    {
        ConversionActionStatus.Enabled => "ENABLED",
        ConversionActionStatus.Hidden => "HIDDEN",
        _ => throw NetworkErrors.Setting("Status", $"Google Ads has no status {status}.", "Use Enabled or Hidden."),
    };

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteCount(Utf8JsonWriter writer, CountingType? count)
    {
        if (count is not null)
        {
            writer.WriteString("countingType"u8, count == CountingType.Every ? "MANY_PER_CLICK"u8 : "ONE_PER_CLICK"u8);
        }
    }

    /// <summary>int64 travels as a string in proto3 JSON.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            Span<byte> text = stackalloc byte[11];
            number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            writer.WriteString(name, text[..length]);
        }
    }

    /// <summary>What of the value is given. Same for each, and none, let no row override the default.</summary>
    private static void WriteValue(Utf8JsonWriter writer, ConversionValueMode? mode, decimal? value, string? currency)
    {
        if (mode is null && value is null && currency is null)
        {
            return;
        }

        writer.WriteStartObject("valueSettings"u8);
        if (value is { } number)
        {
            writer.WriteNumber("defaultValue"u8, number);
        }

        WriteText(writer, "defaultCurrencyCode"u8, currency?.ToUpperInvariant());
        if (mode is not null)
        {
            writer.WriteBoolean("alwaysUseDefaultValue"u8, mode != ConversionValueMode.Different);
        }

        writer.WriteEndObject();
    }

    private static void WriteAttribution(Utf8JsonWriter writer, AttributionModel? attribution)
    {
        if (attribution is AttributionModel.DataDriven or AttributionModel.LastClick)
        {
            writer.WriteStartObject("attributionModelSettings"u8);
            writer.WriteString("attributionModel"u8, attribution == AttributionModel.DataDriven ? DataDriven : LastClick);
            writer.WriteEndObject();
        }
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
