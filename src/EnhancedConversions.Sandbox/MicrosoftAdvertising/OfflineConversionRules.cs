using System.Text.Json;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>What a row of <c>OfflineConversions/Apply</c> must be like (contract 3.1 to 3.3). One instance serves one request.</summary>
internal sealed class OfflineConversionRules(IReadOnlyDictionary<string, StoredGoal> goals, bool takeUnknownNames, DateTimeOffset now)
{
    /// <summary>Checks a row; null when it is refused.</summary>
    /// <param name="element">The row.</param>
    /// <param name="refuse">Takes each error of the row.</param>
    public OfflineRow? Check(JsonElement element, Action<MicrosoftError> refuse)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            refuse(MicrosoftErrors.RowIsNull);
            return null;
        }

        bool isGood = true;
        OfflineRowId id = OfflineRowId.Read(element, goals, takeUnknownNames, now, Refuse);
        if (id.Goal is not null && now - id.Goal.Created < MicrosoftLimits.GoalRest)
        {
            Refuse(MicrosoftErrors.GoalTooNew);
        }

        if (id is { ClickId: null, Goal.IsEnhanced: false } && (id.Email ?? id.Phone) is not null)
        {
            Refuse(MicrosoftErrors.NotEligible);
        }

        if (element.TryGet("ConversionValue"u8, out JsonElement value) && value.GetDouble() is < 0 or > MicrosoftLimits.LargestValue)
        {
            Refuse(MicrosoftErrors.ValueInvalid);
        }

        string? currency = element.NotEmpty("ConversionCurrencyCode"u8);
        if (currency is not null && !GoalCurrencies.Contains(currency))
        {
            Refuse(MicrosoftErrors.CurrencyInvalid);
        }

        CheckExternalAttribution(element, id.Goal, Refuse);
        return isGood ? new OfflineRow(id, value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null, currency) : null;

        void Refuse(MicrosoftError error)
        {
            isGood = false;
            refuse(error);
        }
    }

    private static void CheckExternalAttribution(JsonElement element, StoredGoal? goal, Action<MicrosoftError> refuse)
    {
        bool hasCredit = element.TryGet("ExternalAttributionCredit"u8, out JsonElement credit);
        bool hasModel = element.NotEmpty("ExternalAttributionModel"u8) is not null;
        if (goal is { IsExternallyAttributed: true })
        {
            if (!hasCredit || !hasModel)
            {
                refuse(MicrosoftErrors.ExternalFieldEmpty);
            }

            if (hasCredit && credit.GetDouble() is <= 0 or > 1)
            {
                refuse(MicrosoftErrors.ExternalCreditInvalid);
            }
        }
        else if (goal is not null && (hasCredit || hasModel))
        {
            refuse(MicrosoftErrors.NotExternallyAttributed);
        }
    }
}
