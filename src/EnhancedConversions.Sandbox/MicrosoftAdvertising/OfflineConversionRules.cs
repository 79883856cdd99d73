using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>What a row of <c>OfflineConversions/Apply</c> must be like (contract 3.1 to 3.3). One instance serves one request.</summary>
internal sealed class OfflineConversionRules(IReadOnlyDictionary<string, StoredGoal> goals, bool takeUnknownNames, DateTimeOffset now)
{
    private const double LargestValue = 999_999_999_999;
    private const int HashLength = 64;

    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(90);
    private static readonly TimeSpan s_goalRest = TimeSpan.FromHours(2);
    private static readonly SearchValues<char> s_hashDigits = SearchValues.Create("0123456789abcdef");

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
        string? name = NotEmpty(element, "ConversionName"u8);
        StoredGoal? goal = name is null ? null : goals.GetValueOrDefault(name);
        if (name is null)
        {
            Refuse(MicrosoftErrors.NameMissing);
        }
        else if (goal is null && !takeUnknownNames)
        {
            Refuse(MicrosoftErrors.NameInvalid);
        }
        else if (goal is not null && now - goal.Created < s_goalRest)
        {
            Refuse(MicrosoftErrors.GoalTooNew);
        }

        DateTimeOffset time = CheckTime(NotEmpty(element, "ConversionTime"u8), Refuse);
        string? clickId = NotEmpty(element, "MicrosoftClickId"u8);
        string? email = NotEmpty(element, "HashedEmailAddress"u8);
        string? phone = NotEmpty(element, "HashedPhoneNumber"u8);
        CheckIdentifiers(clickId, email, phone, goal, Refuse);
        if (element.TryGet("ConversionValue"u8, out JsonElement value) && value.GetDouble() is < 0 or > LargestValue)
        {
            Refuse(MicrosoftErrors.ValueInvalid);
        }

        string? currency = NotEmpty(element, "ConversionCurrencyCode"u8);
        if (currency is not null && !GoalCurrencies.Contains(currency))
        {
            Refuse(MicrosoftErrors.CurrencyInvalid);
        }

        CheckExternalAttribution(element, goal, Refuse);
        return isGood ? new OfflineRow(goal, clickId, email, phone, time, value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null, currency) : null;

        void Refuse(MicrosoftError error)
        {
            isGood = false;
            refuse(error);
        }
    }

    private DateTimeOffset CheckTime(string? text, Action<MicrosoftError> refuse)
    {
        DateTimeOffset time = default;
        if (text is null)
        {
            refuse(MicrosoftErrors.TimeMissing);
        }

        // Times go to the API in UTC, ending in Z (contract 1.4).
        else if (!DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            refuse(MicrosoftErrors.TimeInvalid);
        }
        else if (time > now)
        {
            refuse(MicrosoftErrors.TimeInFuture);
        }
        else if (now - time > s_oldest)
        {
            refuse(MicrosoftErrors.TimeTooOld);
        }

        return time;
    }

    private static void CheckIdentifiers(string? clickId, string? email, string? phone, StoredGoal? goal, Action<MicrosoftError> refuse)
    {
        if (clickId is null && email is null && phone is null)
        {
            refuse(MicrosoftErrors.IdentifierMissing);
        }
        else if (clickId is not null && !Guid.TryParseExact(clickId, "N", out _) && !Guid.TryParseExact(clickId, "D", out _))
        {
            refuse(MicrosoftErrors.ClickIdInvalid);
        }

        if (email is not null && !IsHash(email))
        {
            refuse(MicrosoftErrors.EmailNotHashed);
        }

        if (phone is not null && !IsHash(phone))
        {
            refuse(MicrosoftErrors.PhoneNotHashed);
        }

        if (clickId is null && (email ?? phone) is not null && goal is { IsEnhanced: false })
        {
            refuse(MicrosoftErrors.NotEligible);
        }
    }

    private static void CheckExternalAttribution(JsonElement element, StoredGoal? goal, Action<MicrosoftError> refuse)
    {
        bool hasCredit = element.TryGet("ExternalAttributionCredit"u8, out JsonElement credit);
        bool hasModel = NotEmpty(element, "ExternalAttributionModel"u8) is not null;
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

    // Lower case is the only case Microsoft's pages show; what upper case would do is not published, so it is not let through.
    private static bool IsHash(string text) => text.Length == HashLength && !text.AsSpan().ContainsAnyExcept(s_hashDigits);

    private static string? NotEmpty(JsonElement element, ReadOnlySpan<byte> name) => element.Text(name) is { Length: > 0 } text ? text : null;
}
