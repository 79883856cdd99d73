namespace EnhancedConversions.Messages;

/// <summary>Finds the name a person probably meant, for the hints of findings and errors.</summary>
internal static class NearestName
{
    private const int LongestName = 100;

    /// <summary>The candidate that takes the fewest slips of typing to become the text; case, blanks and punctuation cost nothing.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="candidates">What would have been right.</param>
    /// <returns>Null when none is near: with a third of the letters wrong it is another word, not a slip.</returns>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        var wanted = Letters(text);
        if (wanted.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;
        var limit = Math.Max(1, wanted.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var letters = Letters(candidate);
            if (letters.Length <= LongestName && Math.Abs(letters.Length - wanted.Length) < limit)
            {
                var distance = Distance(wanted, letters);
                if (distance < limit)
                {
                    (nearest, limit) = (candidate, distance);
                }
            }
        }

        return nearest;
    }

    /// <summary>A hint that names the nearest candidate, or else all of them when they are few.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="candidates">What would have been right.</param>
    /// <param name="otherwise">The hint when none is near and they are too many to list.</param>
    public static string Hint(string text, IReadOnlyCollection<string> candidates, string otherwise)
    {
        return Find(text, candidates) is { } nearest ? $"Did you mean '{nearest}'?"
            : candidates.Count is > 0 and <= 8 ? $"It is one of: {string.Join(", ", candidates.Select(c => $"'{c}'"))}."
            : otherwise;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // Letters added, left out, replaced, and neighbours swapped each count one.
    private static int Distance(string a, string b)
    {
        Span<int> beforePrevious = stackalloc int[LongestName + 1];
        Span<int> previous = stackalloc int[LongestName + 1];
        Span<int> current = stackalloc int[LongestName + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            previous.CopyTo(beforePrevious);
            current.CopyTo(previous);
        }

        return previous[b.Length];
    }
}
