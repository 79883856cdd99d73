using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Conversion goals on the wire (contract 4).</summary>
internal static class ConversionGoals
{
    /// <summary>The type offline rows can be uploaded to.</summary>
    public const string UploadType = "OfflineConversion";

    private const int MinutesPerDay = 24 * 60;

    // Flags are names joined by commas (contract 1.4). All types and all fields Microsoft leaves out unless asked (contract 4.3).
    private const string AllTypes = "Url,Duration,PagesViewedPerVisit,Event,AppInstall,OfflineConversion,InStoreTransaction,AppDownload";
    private const string AllFields =
        "ViewThroughConversionWindowInMinutes,IsExternallyAttributed,GoalCategory,InactiveDueToTagUnavailable,AttributionModelType,"
        + "IsEnhancedConversionsEnabled,IsAutoGoal,DataDrivenAttribute,ApplicationDownloadGoal";

    /// <summary>Categories an offline goal may have (data/microsoft-enums.json, offline_goal_allowed).</summary>
    public static CategoryNames Categories { get; } = new(
        AdNetwork.MicrosoftAdvertising,
        "AddToCart", "BeginCheckout", "BookAppointment", "Contact", "GetDirections", "Other", "OutboundClick", "PageView", "Purchase", "RequestQuote", "Signup",
        "SubmitLeadForm", "Subscribe");

    /// <summary>Writes the query for all goals of the account.</summary>
    public static JsonBody WriteQuery() => JsonBody.Write(0, static (writer, _) =>
    {
        writer.WriteStartObject();
        writer.WriteNull("ConversionGoalIds"u8);
        writer.WriteString("ConversionGoalTypes"u8, AllTypes);
        writer.WriteString("ReturnAdditionalFields"u8, AllFields);
        writer.WriteEndObject();
    });

    /// <summary>Reads a goal.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="accountId">The account it was read from.</param>
    public static ConversionAction Read(JsonElement goal, string accountId)
    {
        // The documentation's templates print class names, its goal page and the SDKs the short form.
        var type = goal.Text("Type") ?? "Unknown";
        type = type.EndsWith("Goal", StringComparison.Ordinal) ? type[..^4] : type;
        var attribution = goal.Text("AttributionModelType");
        return new ConversionAction
        {
            Network = AdNetwork.MicrosoftAdvertising,
            AccountId = accountId,
            Id = goal.Text("Id") ?? "",
            Name = goal.Text("Name") ?? "",
            Type = type,
            AcceptsUploads = type == UploadType,
            Category = goal.Text("GoalCategory"),
            Status = goal.Text("Status") switch
            {
                "Paused" => ConversionActionStatus.Paused,
                "Deleted" => ConversionActionStatus.Removed,
                _ => ConversionActionStatus.Enabled,
            },
            Primary = !goal.Flag("ExcludeFromBidding"),
            Count = goal.Text("CountType") switch
            {
                "All" => CountingType.Every,
                "Unique" => CountingType.One,
                _ => null,
            },
            ValueMode = goal.Text("Revenue", "Type") switch
            {
                "FixedValue" => ConversionValueMode.Same,
                "VariableValue" => ConversionValueMode.Different,
                _ => ConversionValueMode.None,
            },
            Value = goal.Decimal("Revenue", "Value"),
            Currency = goal.Text("Revenue", "CurrencyCode"),
            ClickThroughWindowDays = Days(goal.Whole("ConversionWindowInMinutes")),
            ViewThroughWindowDays = Days(goal.Whole("ViewThroughConversionWindowInMinutes")),
            Attribution = attribution switch
            {
                "DataDriven" => AttributionModel.DataDriven,
                "LastClick" => AttributionModel.LastClick,
                _ => AttributionModel.Other,
            },
            NetworkAttribution = attribution,
            EnhancedConversions = goal.Flag("IsEnhancedConversionsEnabled"),
        };
    }

    /// <summary>Checks what Microsoft's offline goals do not have.</summary>
    /// <param name="settings">The settings, checked for what holds at both networks.</param>
    /// <exception cref="ConversionException">A setting is not for offline goals.</exception>
    public static void Check(ConversionActionSettings settings)
    {
        if (settings.Name.Trim().Length > MicrosoftAdvertisingLimits.LongestGoalName)
        {
            throw NetworkErrors.Setting("Name", $"the name is longer than {MicrosoftAdvertisingLimits.LongestGoalName} characters.", "Choose a shorter name.");
        }

        if (settings.Type != ConversionActionType.Import || settings.PhoneCallSeconds is not null)
        {
            throw NetworkErrors.Setting("Type", "this module makes offline goals at Microsoft Advertising; goals of other types are made there.", "Use the type Import.");
        }

        if (settings.ViewThroughWindowDays is not null)
        {
            throw NetworkErrors.Setting("ViewThroughWindowDays", "offline goals of Microsoft Advertising have no view-through window.", "Leave it out.");
        }

        if (settings.Attribution is not null)
        {
            throw NetworkErrors.Setting("Attribution", "offline goals of Microsoft Advertising have no attribution model of their own.", "Leave it out.");
        }
    }

    /// <summary>Writes the request that makes an offline goal. Settings not given are left to Microsoft.</summary>
    /// <param name="settings">The settings, checked.</param>
    public static JsonBody WriteCreate(ConversionActionSettings settings) => JsonBody.Write(settings, static (writer, settings) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("ConversionGoals"u8);
        writer.WriteStartObject();
        writer.WriteString("Type"u8, UploadType);
        writer.WriteString("Name"u8, settings.Name.Trim());
        writer.WriteString("GoalCategory"u8, Categories.Find(settings.Category));
        if (settings.Count is { } count)
        {
            writer.WriteString("CountType"u8, count == CountingType.Every ? "All"u8 : "Unique"u8);
        }

        if (settings.ClickThroughWindowDays is { } days)
        {
            writer.WriteNumber("ConversionWindowInMinutes"u8, days * MinutesPerDay);
        }

        writer.WriteStartObject("Revenue"u8);
        writer.WriteString("Type"u8, settings.ValueMode switch
        {
            ConversionValueMode.Same => "FixedValue"u8,
            ConversionValueMode.Different => "VariableValue"u8,
            _ => "NoValue"u8,
        });
        if (settings.ValueMode != ConversionValueMode.None)
        {
            writer.WriteNumber("Value"u8, settings.Value!.Value);
            writer.WriteString("CurrencyCode"u8, settings.Currency!.ToUpperInvariant());
        }

        writer.WriteEndObject();
        writer.WriteString("Scope"u8, "Account"u8);
        writer.WriteString("Status"u8, "Active"u8);

        // The customer must be admitted to this field (contract 4.1), so it goes only where it says something.
        if (!settings.Primary)
        {
            writer.WriteBoolean("ExcludeFromBidding"u8, true);
        }

        if (settings.EnhancedConversions is { } enhanced)
        {
            writer.WriteBoolean("IsEnhancedConversionsEnabled"u8, enhanced);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static int? Days(long? minutes) => minutes is { } value ? (int)((value + MinutesPerDay - 1) / MinutesPerDay) : null;
}
