using System.Management.Automation;

namespace EnhancedConversions.PS.Completion;

/// <summary>Turns names into completions: those that begin with the word first, then those that hold it; quoted where they need it.</summary>
internal static class CompletionList
{
    /// <summary>The names that fit what was typed so far.</summary>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> names, string? wordToComplete)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return names
            .Where(n => n.Contains(word, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(n => new CompletionResult(Quote(n), n, CompletionResultType.ParameterValue, n));
    }

    private static string Quote(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or '.' or '+') && name.Length > 0 && char.IsAsciiLetter(name[0])
            ? name
            : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
