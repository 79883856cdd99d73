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
            ClickThroughWindowMinutes = (int?)goal.Whole("ConversionWindowInMinutes"),
            ViewThroughWindowDays = Days(goal.Whole("ViewThroughConversionWindowInMinutes")),
            Attribution = attribution switch
            {
                "DataDriven" => AttributionModel.DataDriven,
                "LastClick" => AttributionModel.LastClick,
                _ => AttributionModel.Other,
            },
            NetworkAttribution = attribution,
            EnhancedConversions = goal.Flag("IsEnhancedConversionsEnabled"),
            Scope = goal.Text("Scope") switch
            {
                "Account" => ConversionGoalScope.Account,
                "Customer" => ConversionGoalScope.Customer,
                _ => null,
            },
        };
    }

    /// <summary>Checks what Microsoft's offline goals do not have.</summary>
    /// <param name="settings">The settings, checked for what holds at both networks.</param>
    /// <exception cref="ConversionException">A setting is not for offline goals.</exception>
    public static void Check(ConversionActionSettings settings)
    {
        if (settings.Type != ConversionActionType.Import)
        {
            throw NetworkErrors.Setting("Type", "this module makes offline goals at Microsoft Advertising; goals of other types are made there.", "Use the type Import.");
        }

        CheckName(settings.Name);
        CheckWindow(settings.ClickThroughWindowDays, settings.ClickThroughWindowMinutes);
        CheckAbsent(settings.ViewThroughWindowDays, settings.Attribution, settings.PhoneCallSeconds);
    }

    /// <summary>Checks what of an offline goal cannot be changed.</summary>
    /// <param name="action">The goal.</param>
    /// <param name="changes">The changes, checked for what holds at both networks.</param>
    /// <exception cref="ConversionException">It is no offline goal, or a change is not for one.</exception>
    public static void Check(ConversionAction action, ConversionActionChanges changes)
    {
        if (action.Id.Length == 0 || !action.Id.All(char.IsAsciiDigit))
        {
            throw NetworkErrors.ActionWithoutId(AdNetwork.MicrosoftAdvertising);
        }

        if (action.Type != UploadType)
        {
            throw NetworkErrors.Setting("Type", $"this module changes offline goals at Microsoft Advertising; this goal is of type {action.Type}.", "Change it in Microsoft Advertising, under Conversions > Conversion goals.");
        }

        if (changes.Status == ConversionActionStatus.Hidden)
        {
            throw NetworkErrors.Setting("Status", "Microsoft Advertising has no status Hidden.", "Use Enabled or Paused.");
        }

        if ((changes.ValueMode ?? action.ValueMode) == ConversionValueMode.None && (changes.Value is not null || changes.Currency is not null))
        {
            throw NetworkErrors.Setting("Value", "the goal has no value.", "Give the value mode too: the same value for each conversion, or different values.");
        }

        if (changes.ValueMode == ConversionValueMode.Same && (changes.Value ?? action.Value) is null)
        {
            throw NetworkErrors.Setting("Value", "the same value for each conversion needs that value.", "Give it.");
        }

        CheckName(changes.Name);
        CheckWindow(changes.ClickThroughWindowDays, changes.ClickThroughWindowMinutes);
        CheckAbsent(changes.ViewThroughWindowDays, changes.Attribution, changes.PhoneCallSeconds);
    }

    /// <summary>Writes the request that makes an offline goal. Settings not given are left to Microsoft.</summary>
    /// <param name="settings">The settings, checked.</param>
    public static JsonBody WriteCreate(ConversionActionSettings settings) => WriteGoal(writer =>
    {
        writer.WriteString("Name"u8, settings.Name.Trim());
        writer.WriteString("GoalCategory"u8, Categories.Find(settings.Category));
        WriteCount(writer, settings.Count);
        WriteWindow(writer, settings.ClickThroughWindowDays, settings.ClickThroughWindowMinutes);
        WriteRevenue(writer, settings.ValueMode, settings.Value, settings.Currency);
        writer.WriteString("Scope"u8, settings.Scope == ConversionGoalScope.Customer ? "Customer"u8 : "Account"u8);
        writer.WriteString("Status"u8, "Active"u8);

        // The customer must be admitted to this field (contract 4.1), so it goes only where it says something.
        WriteFlag(writer, "ExcludeFromBidding"u8, settings.Primary ? null : true);
        WriteFlag(writer, "IsEnhancedConversionsEnabled"u8, settings.EnhancedConversions);
    });

    /// <summary>Writes the request that changes what is given: fields left out stay as they are, but a value goes as a whole (contract 4.1).</summary>
    /// <param name="action">The goal.</param>
    /// <param name="changes">The changes, checked.</param>
    public static JsonBody WriteUpdate(ConversionAction action, ConversionActionChanges changes) => WriteGoal(writer =>
    {
        writer.WriteString("Id"u8, action.Id);
        OfflineConversionsApply.WriteText(writer, "Name"u8, changes.Name?.Trim());
        OfflineConversionsApply.WriteText(writer, "GoalCategory"u8, changes.Category is { } category ? Categories.Find(category) : null);
        WriteCount(writer, changes.Count);
        WriteWindow(writer, changes.ClickThroughWindowDays, changes.ClickThroughWindowMinutes);
        if ((changes.ValueMode, changes.Value, changes.Currency) is not (null, null, null))
        {
            var changed = Changed(action, changes);
            WriteRevenue(writer, changed.ValueMode, changed.Value, changed.Currency);
        }

        OfflineConversionsApply.WriteText(writer, "Status"u8, changes.Status switch
        {
            null => null,
            ConversionActionStatus.Paused => "Paused",
            _ => "Active",
        });
        WriteFlag(writer, "ExcludeFromBidding"u8, !changes.Primary);
        WriteFlag(writer, "IsEnhancedConversionsEnabled"u8, changes.EnhancedConversions);
    });

    /// <summary>The goal as it is once Microsoft took the settings. What was left to Microsoft is its default (contract 4.1).</summary>
    /// <param name="settings">The settings, checked.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="id">The goal's number.</param>
    public static ConversionAction Made(ConversionActionSettings settings, string accountId, string id) => new()
    {
        Network = AdNetwork.MicrosoftAdvertising,
        AccountId = accountId,
        Id = id,
        Name = settings.Name.Trim(),
        Type = UploadType,
        AcceptsUploads = true,
        Category = Categories.Find(settings.Category),
        Primary = settings.Primary,
        Count = settings.Count ?? CountingType.Every,
        ValueMode = settings.ValueMode,
        Value = settings.Value,
        Currency = settings.Currency?.ToUpperInvariant(),
        ClickThroughWindowDays = Days(Minutes(settings.ClickThroughWindowDays, settings.ClickThroughWindowMinutes) ?? MicrosoftAdvertisingLimits.DefaultWindowMinutes),
        ClickThroughWindowMinutes = Minutes(settings.ClickThroughWindowDays, settings.ClickThroughWindowMinutes) ?? MicrosoftAdvertisingLimits.DefaultWindowMinutes,
        EnhancedConversions = settings.EnhancedConversions,
        Scope = settings.Scope ?? ConversionGoalScope.Account,
    };

    /// <summary>The goal as it is once Microsoft took the changes.</summary>
    /// <param name="action">The goal.</param>
    /// <param name="changes">The changes, checked.</param>
    public static ConversionAction Changed(ConversionAction action, ConversionActionChanges changes)
    {
        var minutes = Minutes(changes.ClickThroughWindowDays, changes.ClickThroughWindowMinutes);
        return action with
        {
            Name = changes.Name?.Trim() ?? action.Name,
            Category = changes.Category is { } category ? Categories.Find(category) : action.Category,
            Status = changes.Status ?? action.Status,
            Primary = changes.Primary ?? action.Primary,
            Count = changes.Count ?? action.Count,
            ValueMode = changes.ValueMode ?? action.ValueMode,
            Value = changes.ValueMode == ConversionValueMode.None ? null : changes.Value ?? action.Value,
            Currency = changes.ValueMode == ConversionValueMode.None ? null : changes.Currency?.ToUpperInvariant() ?? action.Currency,
            ClickThroughWindowDays = Days(minutes) ?? action.ClickThroughWindowDays,
            ClickThroughWindowMinutes = minutes ?? action.ClickThroughWindowMinutes,
            EnhancedConversions = changes.EnhancedConversions ?? action.EnhancedConversions,
        };
    }

    private static void CheckName(string? name)
    {
        if (name?.Trim().Length > MicrosoftAdvertisingLimits.LongestGoalName)
        {
            throw NetworkErrors.Setting("Name", $"the name is longer than {MicrosoftAdvertisingLimits.LongestGoalName} characters.", "Choose a shorter name.");
        }
    }

    private static void CheckWindow(int? days, int? minutes)
    {
        if (days is not null && minutes is not null)
        {
            throw NetworkErrors.Setting("ClickThroughWindowMinutes", "the window is given in days and in minutes.", "Give one of them.");
        }

        if (minutes is < 1 or > MicrosoftAdvertisingLimits.LongestWindowMinutes)
        {
            throw NetworkErrors.Setting("ClickThroughWindowMinutes", $"{minutes} minutes is outside 1 to 129 600.", "Give a number of minutes from 1 to 129 600, which is 90 days.");
        }
    }

    private static void CheckAbsent(int? viewThroughWindowDays, AttributionModel? attribution, int? phoneCallSeconds)
    {
        if (viewThroughWindowDays is not null)
        {
            throw NetworkErrors.Setting("ViewThroughWindowDays", "offline goals of Microsoft Advertising have no view-through window.", "Leave it out.");
        }

        if (attribution is not null)
        {
            throw NetworkErrors.Setting("Attribution", "offline goals of Microsoft Advertising have no attribution model of their own.", "Leave it out.");
        }

        if (phoneCallSeconds is not null)
        {
            throw NetworkErrors.Setting("PhoneCallSeconds", "offline goals of Microsoft Advertising do not count calls.", "Leave it out.");
        }
    }

    private static JsonBody WriteGoal(Action<Utf8JsonWriter> fields) => JsonBody.Write(fields, static (writer, fields) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("ConversionGoals"u8);
        writer.WriteStartObject();
        writer.WriteString("Type"u8, UploadType);
        fields(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteCount(Utf8JsonWriter writer, CountingType? count)
    {
        if (count is not null)
        {
            writer.WriteString("CountType"u8, count == CountingType.Every ? "All"u8 : "Unique"u8);
        }
    }

    private static void WriteWindow(Utf8JsonWriter writer, int? days, int? minutes)
    {
        if (Minutes(days, minutes) is { } window)
        {
            writer.WriteNumber("ConversionWindowInMinutes"u8, window);
        }
    }

    private static void WriteRevenue(Utf8JsonWriter writer, ConversionValueMode mode, decimal? value, string? currency)
    {
        writer.WriteStartObject("Revenue"u8);
        writer.WriteString("Type"u8, mode switch
        {
            ConversionValueMode.Same => "FixedValue"u8,
            ConversionValueMode.Different => "VariableValue"u8,
            _ => "NoValue"u8,
        });
        if (value is { } number)
        {
            writer.WriteNumber("Value"u8, number);
        }

        OfflineConversionsApply.WriteText(writer, "CurrencyCode"u8, currency?.ToUpperInvariant());
        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    private static int? Minutes(int? days, int? minutes) => minutes ?? (days * MinutesPerDay);

    private static int? Days(long? minutes) => minutes is { } value ? (int)((value + MinutesPerDay - 1) / MinutesPerDay) : null;
}
