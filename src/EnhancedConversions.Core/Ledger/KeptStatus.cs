namespace EnhancedConversions.Ledger;

/// <summary>What a network said became of a request.</summary>
/// <param name="Answer">The last answer, as it was kept.</param>
/// <param name="AskAfter">When to ask next; null when the answer is final.</param>
/// <param name="IsSplit">The rows it counted as failed were found, or have moved on into smaller requests; those still in it are clear.</param>
internal sealed record KeptStatus(string Answer, DateTimeOffset? AskAfter, bool IsSplit);
