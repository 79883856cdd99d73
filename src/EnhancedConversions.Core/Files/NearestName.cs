namespace EnhancedConversions.Files;

/// <summary>Finds what a misspelled name was probably meant to be, for the hints of findings and errors.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The candidate with the fewest typing mistakes from <paramref name="text"/>, letter case aside; null when none is close.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="candidates">The names that are known.</param>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        if (text.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;

        // A third of the letters wrong is another word, not a slip.
        var limit = Math.Max(1, text.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length <= LongestName && Math.Abs(candidate.Length - text.Length) < limit)
            {
                var distance = Distance(text, candidate);
                if (distance < limit)
                {
                    limit = distance;
                    nearest = candidate;
                }
            }
        }

        return nearest;
    }

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
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            previous.CopyTo(beforePrevious);
            current.CopyTo(previous);
        }

        return previous[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
