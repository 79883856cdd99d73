namespace EnhancedConversions.Networks;

/// <summary>How a check of an account ended.</summary>
public enum AccountCheckState
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Uploads work, and something is worth a look.</summary>
    Warning,

    /// <summary>Uploads will fail, or count nothing.</summary>
    Failed,

    /// <summary>Not looked at, because an earlier check failed or the network does not tell.</summary>
    Skipped,
}

/// <summary>One line of an account's health.</summary>
/// <param name="Name">Stable name, for example <c>CustomerDataTerms</c>.</param>
/// <param name="State">How it ended.</param>
/// <param name="Meaning">What was found, in a sentence.</param>
/// <param name="Action">What to do; null when there is nothing to do.</param>
public sealed record AccountCheck(string Name, AccountCheckState State, string Meaning, string? Action = null)
{
    /// <summary>The account looked at, for people; null when that is clear.</summary>
    public string? Account { get; init; }
}

/// <summary>A network that can tell whether an account is ready for uploads.</summary>
public interface IAccountChecks
{
    /// <summary>Looks at everything uploads depend on. Reads only; what cannot be read is a failed check, not an error.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    Task<IReadOnlyList<AccountCheck>> CheckAsync(CancellationToken cancellationToken);
}
