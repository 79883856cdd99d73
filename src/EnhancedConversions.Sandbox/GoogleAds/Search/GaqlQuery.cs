using EnhancedConversions.Sandbox.GoogleAds.Errors;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>A condition: a field, an operator, the values on its right.</summary>
/// <param name="Field">Field path.</param>
/// <param name="Operator">Upper case: =, !=, &lt;, IN, NOT IN, LIKE, BETWEEN, IS NULL, ...</param>
/// <param name="Values">Operands; empty for IS NULL and IS NOT NULL.</param>
internal sealed record GaqlCondition(string Field, string Operator, IReadOnlyList<GaqlToken> Values);

/// <summary>One ORDER BY key.</summary>
internal sealed record GaqlOrder(string Field, bool Descending);

/// <summary>A query in the small part of the Google Ads Query Language this sandbox reads: one resource, conditions joined by AND, order and limit.</summary>
internal sealed record GaqlQuery(IReadOnlyList<string> Fields, string Resource, IReadOnlyList<GaqlCondition> Conditions, IReadOnlyList<GaqlOrder> Order, int? Limit)
{
    /// <exception cref="GaqlException">It is not a query of that part of the language.</exception>
    public static GaqlQuery Parse(string text) => new GaqlParser(GaqlToken.Split(text)).Parse();
}

/// <summary>A query that cannot be answered.</summary>
internal sealed class GaqlException(GoogleAdsError error) : Exception(error.Message)
{
    public GaqlException(string code, string message)
        : this(GoogleAdsErrors.Query(code, message))
    {
    }

    public GoogleAdsError Error { get; } = error;
}
