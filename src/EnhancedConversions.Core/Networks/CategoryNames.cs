using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>The categories of one network, found however people write them: <c>Qualified lead</c>, <c>qualified-lead</c> and <c>QUALIFIED_LEAD</c> are one.</summary>
/// <param name="network">The network.</param>
/// <param name="names">Its spellings.</param>
internal sealed class CategoryNames(AdNetwork network, params string[] names)
{
    private readonly Dictionary<string, string> _byLetters = names.ToDictionary(Letters);

    /// <summary>The network's own spellings.</summary>
    public IReadOnlyList<string> All => names;

    /// <summary>The network's spelling.</summary>
    /// <param name="category">What was written.</param>
    /// <exception cref="ConversionException">The network has no such category; the nearest is named.</exception>
    public string Find(string category) =>
        _byLetters.TryGetValue(Letters(category), out var name) ? name : throw NetworkErrors.CategoryUnknown(network, category, names);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
