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
    }

    private static void CheckWindow(string setting, int? days)
    {
        if (days is < 1 or > LongestWindowDays)
        {
            throw NetworkErrors.Setting(setting, $"{days} days is outside 1 to {LongestWindowDays}.", $"Give a number of days from 1 to {LongestWindowDays}.");
        }
    }
}
