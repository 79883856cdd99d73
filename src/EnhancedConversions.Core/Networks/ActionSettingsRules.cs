using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>What must hold of an action's settings at either network before anything is asked of it.</summary>
internal static class ActionSettingsRules
{
    /// <summary>Longest window people may ask for (mission B.15, B.16); Google's view-through window ends at 30, which Google itself says.</summary>
    private const int LongestWindowDays = 90;

    /// <summary>Checks settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ConversionException">A setting is missing or does not fit the others.</exception>
    public static void Check(ConversionActionSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Name))
        {
            throw NetworkErrors.Setting("Name", "the action has no name.", "Give a name that is unique in the account.");
        }

        if (settings.ValueMode == ConversionValueMode.None)
        {
            if (settings.Value is not null || settings.Currency is not null)
            {
                throw NetworkErrors.Setting("Value", "a value or currency is given for an action without value.", "Leave both out, or choose the same value for each conversion or different values.");
            }
        }
        else if (settings.Value is not >= 0 || settings.Currency is not { Length: 3 })
        {
            throw NetworkErrors.Setting("Value", "an action with values needs a value of zero or more and a currency (ISO 4217).", "Give both. For different values it is the default of conversions that bring none.");
        }

        CheckWindow("ClickThroughWindowDays", settings.ClickThroughWindowDays);
        CheckWindow("ViewThroughWindowDays", settings.ViewThroughWindowDays);
        CheckCall(settings.PhoneCallSeconds);
        CheckAttribution(settings.Attribution);
    }

    /// <summary>Checks changes by themselves; what they make of the action is the network's to judge.</summary>
    /// <param name="changes">The changes.</param>
    /// <exception cref="ConversionException">Nothing is changed, or a setting cannot be.</exception>
    public static void Check(ConversionActionChanges changes)
    {
        if (changes == new ConversionActionChanges())
        {
            throw NetworkErrors.Setting("Changes", "nothing is to be changed.", "Give at least one setting.");
        }

        if (changes.Name is not null && string.IsNullOrWhiteSpace(changes.Name))
        {
            throw NetworkErrors.Setting("Name", "the new name is empty.", "Give a name that is unique in the account.");
        }

        if (changes.ValueMode == ConversionValueMode.None && (changes.Value is not null || changes.Currency is not null))
        {
            throw NetworkErrors.Setting("Value", "a value or currency is given for an action without value.", "Leave both out, or choose the same value for each conversion or different values.");
        }

        if (changes.Value is < 0 || changes.Currency is { Length: not 3 })
        {
            throw NetworkErrors.Setting("Value", "a value is zero or more, and a currency an ISO 4217 code.", "Correct them.");
        }

        if (changes.Status == ConversionActionStatus.Removed)
        {
            throw NetworkErrors.Setting("Status", "an action is not removed by its status.", "Use Remove-ConversionAction.");
        }

        CheckWindow("ClickThroughWindowDays", changes.ClickThroughWindowDays);
        CheckWindow("ViewThroughWindowDays", changes.ViewThroughWindowDays);
        CheckCall(changes.PhoneCallSeconds);
        CheckAttribution(changes.Attribution);
    }

    private static void CheckAttribution(AttributionModel? model)
    {
        if (model == AttributionModel.Other)
        {
            throw NetworkErrors.Setting("Attribution", "Other is what older models are read as; it cannot be chosen.", "Use DataDriven or LastClick.");
        }
    }

    private static void CheckCall(int? seconds)
    {
        if (seconds is < 0 or > 10_000)
        {
            throw NetworkErrors.Setting("PhoneCallSeconds", $"{seconds} seconds is outside 0 to 10 000.", "Give a number of seconds from 0 to 10 000.");
        }
    }

    private static void CheckWindow(string setting, int? days)
    {
        if (days is < 1 or > LongestWindowDays)
        {
            throw NetworkErrors.Setting(setting, $"{days} days is outside 1 to {LongestWindowDays}.", $"Give a number of days from 1 to {LongestWindowDays}.");
        }
    }
}
