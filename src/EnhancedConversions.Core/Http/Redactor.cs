using System.Text.RegularExpressions;

namespace EnhancedConversions.Http;

/// <summary>
/// Makes a server's words fit for a message: whatever may be an identifier, a click id, a token or a name that the request carried is taken out.
/// It takes out too much rather than too little.
/// </summary>
internal static partial class Redactor
{
    private const int LongestText = 300;

    /// <summary>The text without anything that may be personal or secret, on one line, of bounded length.</summary>
    /// <param name="text">A server's words; null stays null.</param>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = Blank().Replace(text.Length > LongestText * 2 ? CutAtBlank(text) : text, " ").Trim();
        clean = MailLike().Replace(clean, "(removed)");
        clean = Quoted().Replace(clean, static match => FieldName().IsMatch(match.Groups[2].ValueSpan) ? match.Value : match.Groups[1].Value + "(removed)" + match.Groups[1].Value);
        clean = Opaque().Replace(clean, "(removed)");
        clean = NumberLike().Replace(clean, "(removed)");
        return clean.Length > LongestText ? string.Concat(clean.AsSpan(0, LongestText), "...") : clean;
    }

    /// <summary>Cuts between two words: the first half of an address would no longer look like one.</summary>
    private static string CutAtBlank(string text)
    {
        var end = text.AsSpan(0, LongestText * 2).LastIndexOfAny(" \t\r\n");
        return text[..Math.Max(end, 0)];
    }

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    /// <summary>Anything around an "@", plain or as it looks in a URL.</summary>
    [GeneratedRegex(@"[^\s""'<>]*(@|%40|＠)[^\s""'<>]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex MailLike();

    /// <summary>Servers put the value they mind between quotes.</summary>
    [GeneratedRegex(@"([""'`])(.*?)\1", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    /// <summary>A field path or an enum name, which help and are no data: <c>user_data.email_address</c>, <c>UPLOAD_CLICKS</c>.</summary>
    [GeneratedRegex(@"^([a-z]+_[a-z_.]*|[A-Z]+_[A-Z_]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();

    /// <summary>20 characters and more without a blank, with a digit among them: hashes, click ids, tokens, Base64.</summary>
    [GeneratedRegex(@"(?=[A-Za-z_\-+/=.~%]*[0-9])[A-Za-z0-9_\-+/=.~%]{20,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Opaque();

    /// <summary>Seven digits and more, with what people write between them: phone numbers, account numbers.</summary>
    [GeneratedRegex(@"\+?[0-9](?:[\s().\-/]{0,3}[0-9]){6,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex NumberLike();
}
