using System.Net.Mail;
using System.Text.RegularExpressions;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>
/// Finds e-mail addresses and phone numbers where they must not be: order ids and custom variables. Numbers need their plus sign,
/// since order ids look like the others.
/// </summary>
internal static partial class PersonalData
{
    public static bool IsIn(string text) => MailAddress.TryCreate(text, out _) || PhoneNumber().IsMatch(text);

    [GeneratedRegex(@"^\+[\d ()/.-]{8,}$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
