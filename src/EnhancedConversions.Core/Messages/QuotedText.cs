namespace EnhancedConversions.Messages;

/// <summary>Decides whether cell text may be quoted in a message: a shifted column puts addresses and numbers where nobody expects them.</summary>
internal static class QuotedText
{
    private const int Longest = 60;
    private const int MostListed = 10;
    private const string NotShown = "(not shown";
    private const int FewestDigitsOfAPhone = 7;
    private const int ShortestHash = 32;

    /// <summary>The first of some texts, each in quotation marks or as <see cref="Of"/> has it.</summary>
    public static string List(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(MostListed).Select(t => Of(t) is var shown && IsNotShown(shown) ? shown : $"'{shown}'")) + (texts.Count > MostListed ? " and others" : "");

    /// <summary>True when one of the texts is not shown, or begins as a time, an amount or a number does. What should be names is data then, and the others may be names of people.</summary>
    public static bool HoldsData(IEnumerable<string> texts) => texts.Any(t => IsNotShown(Of(t)) || BeginsWithNumber(t));

    /// <summary>The text, cut to a readable length; or words that say why it is not shown.</summary>
    public static string Of(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal) || text.Contains("%40", StringComparison.Ordinal))
        {
            return "(not shown: it may be an e-mail address)";
        }

        if (LongestWord(text) >= ShortestHash)
        {
            return "(not shown: it may be a hash)";
        }

        // A time has colons, a date no more than eight digits in three groups.
        var digits = text.Count(char.IsDigit);
        return digits >= FewestDigitsOfAPhone && !text.Contains(':', StringComparison.Ordinal) && !(digits <= 8 && IsDateShaped(text))
            ? "(not shown: it may be a phone number)"
            : text.Length <= Longest ? text : $"{text[..Longest]}...";
    }

    private static bool IsNotShown(string shown) => shown.StartsWith(NotShown, StringComparison.Ordinal);

    private static bool BeginsWithNumber(string text)
    {
        var rest = text.AsSpan().TrimStart("+-(\u20AC$\u00A3\u00A0 ");
        return rest.Length > 0 && char.IsDigit(rest[0]);
    }

    private static int LongestWord(string text)
    {
        int longest = 0, length = 0;
        foreach (var c in text)
        {
            length = char.IsAsciiLetterOrDigit(c) ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private static bool IsDateShaped(string text)
    {
        var groups = text.Split(['-', '/', '.']);
        return groups.Length == 3 && groups.All(g => g.Length is 1 or 2 or 4 && g.All(char.IsAsciiDigit)) && groups.Count(g => g.Length == 4) <= 1;
    }
}
