namespace EnhancedConversions.Validation;

/// <summary>Finds e-mail addresses and phone numbers where none may stand: order ids and custom variables, which travel in plain text.</summary>
internal static class PersonalText
{
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    /// <summary>True when the text holds one. Order numbers are digits too: only a + that begins a word makes them a phone number.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.Contains('@') || text.Contains("%40", StringComparison.Ordinal))
        {
            return true;
        }

        for (var plus = text.IndexOf('+'); plus >= 0; plus = NextPlus(text, plus))
        {
            if ((plus == 0 || char.IsWhiteSpace(text[plus - 1]) || char.IsPunctuation(text[plus - 1])) && CountDigits(text[(plus + 1)..]) is >= FewestDigits and <= MostDigits)
            {
                return true;
            }
        }

        return false;
    }

    private static int NextPlus(ReadOnlySpan<char> text, int after)
    {
        var next = text[(after + 1)..].IndexOf('+');
        return next < 0 ? -1 : after + 1 + next;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (!char.IsWhiteSpace(c) && c is not ('-' or '.' or '/' or '(' or ')'))
            {
                break;
            }
        }

        return digits;
    }
}
