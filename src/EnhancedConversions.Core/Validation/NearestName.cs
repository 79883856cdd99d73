namespace EnhancedConversions.Validation;

/// <summary>Finds the name a person probably meant, for hints.</summary>
public static class NearestName
{
    /// <summary>The candidate nearest to a text.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="candidates">What would have been right.</param>
    /// <returns>Null when none is near: more than a third of the letters would have to change.</returns>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(candidates);
        var wanted = Letters(text);
        if (wanted.Length is 0 or > 100)
        {
            return null;
        }

        string? nearest = null;
        var best = (wanted.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var letters = Letters(candidate);
            if (Math.Abs(letters.Length - wanted.Length) < best)
            {
                var distance = Distance(wanted, letters);
                if (distance < best)
                {
                    (nearest, best) = (candidate, distance);
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
        ArgumentNullException.ThrowIfNull(candidates);
        return Find(text, candidates) is { } nearest ? $"Did you mean '{nearest}'?"
            : candidates.Count is > 0 and <= 8 ? $"It is one of: {string.Join(", ", candidates.Select(c => $"'{c}'"))}."
            : otherwise;
    }

    // Case, blanks and punctuation are what people get wrong first; they cost nothing.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        Span<int> previous = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            current.CopyTo(previous);
        }

        return previous[b.Length];
    }
}
