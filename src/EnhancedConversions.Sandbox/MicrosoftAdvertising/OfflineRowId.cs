using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>What a row says which conversion it is: of a conversion itself and of an adjustment to it alike (contract 3.1, 3.4, 3.5).</summary>
/// <param name="Goal">Its goal; null for a name no goal has.</param>
/// <param name="ClickId">MSCLKID; null when there is none.</param>
/// <param name="Email">Hashed e-mail address; null when there is none.</param>
/// <param name="Phone">Hashed phone number; null when there is none.</param>
/// <param name="Time">When it happened.</param>
internal sealed record OfflineRowId(StoredGoal? Goal, string? ClickId, string? Email, string? Phone, DateTimeOffset Time)
{
    private const int HashLength = 64;

    private static readonly SearchValues<char> s_hashDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>What makes it the same conversion again.</summary>
    public Digest Key => Digest.Of(ClickId?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(), Email, Phone, Time.UtcTicks.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads the fields both kinds of rows have.</summary>
    /// <param name="element">The row.</param>
    /// <param name="goals">The account's offline goals by name.</param>
    /// <param name="takeUnknownNames">True lets names pass that no goal has.</param>
    /// <param name="now">The sandbox's time.</param>
    /// <param name="refuse">Takes each error.</param>
    public static OfflineRowId Read(JsonElement element, IReadOnlyDictionary<string, StoredGoal> goals, bool takeUnknownNames, DateTimeOffset now, Action<MicrosoftError> refuse)
    {
        string? name = element.NotEmpty("ConversionName"u8);
        StoredGoal? goal = name is null ? null : goals.GetValueOrDefault(name);
        if (name is null)
        {
            refuse(MicrosoftErrors.NameMissing);
        }
        else if (goal is null && !takeUnknownNames)
        {
            refuse(MicrosoftErrors.NameInvalid);
        }

        DateTimeOffset time = default;
        switch (ReadTime(element.NotEmpty("ConversionTime"u8), now, MicrosoftLimits.OldestConversion, out time))
        {
            case TimeFault.Missing:
                refuse(MicrosoftErrors.TimeMissing);
                break;
            case TimeFault.Invalid:
                refuse(MicrosoftErrors.TimeInvalid);
                break;
            case TimeFault.Future:
                refuse(MicrosoftErrors.TimeInFuture);
                break;
            case TimeFault.TooOld:
                refuse(MicrosoftErrors.TimeTooOld);
                break;
        }

        string? clickId = element.NotEmpty("MicrosoftClickId"u8);
        string? email = element.NotEmpty("HashedEmailAddress"u8);
        string? phone = element.NotEmpty("HashedPhoneNumber"u8);
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

        return new OfflineRowId(goal, clickId, email, phone, time);
    }

    /// <summary>Reads a time the way this API takes them: UTC, ending in Z (contract 1.4).</summary>
    public static TimeFault ReadTime(string? text, DateTimeOffset now, TimeSpan oldest, out DateTimeOffset time)
    {
        time = default;
        return string.IsNullOrEmpty(text) ? TimeFault.Missing
            : !DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time) ? TimeFault.Invalid
            : time > now ? TimeFault.Future
            : now - time > oldest ? TimeFault.TooOld
            : TimeFault.Good;
    }

    // Lower case is the only case Microsoft's pages show; what upper case would do is not published, so it is not let through.
    private static bool IsHash(string text) => text.Length == HashLength && !text.AsSpan().ContainsAnyExcept(s_hashDigits);
}

/// <summary>What is wrong with a time.</summary>
internal enum TimeFault
{
    Good,
    Missing,
    Invalid,
    Future,
    TooOld,
}
