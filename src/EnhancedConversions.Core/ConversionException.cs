namespace EnhancedConversions;

/// <summary>What went wrong, in classes a caller can act on.</summary>
public enum ErrorKind
{
    /// <summary>The caller's input cannot be used: a parameter, a file, a cell.</summary>
    InvalidInput,

    /// <summary>What was named is not there: a file, an account, a conversion action.</summary>
    NotFound,

    /// <summary>It exists, and something else holds it: a file in use, a locked ledger.</summary>
    Busy,

    /// <summary>The network or the system refused access: sign-in, rights, terms not accepted.</summary>
    AccessDenied,

    /// <summary>No usable answer came from the network.</summary>
    Connection,

    /// <summary>A quota of the network is used up.</summary>
    LimitReached,

    /// <summary>The ledger or a file cannot be written or is damaged.</summary>
    Storage,
}

/// <summary>
/// An error of this library: a stable id, a sentence that holds nothing personal, and what to do.
/// Made by the error catalogue of each room (<c>FileErrors</c>, <c>NetworkErrors</c>, <c>LedgerErrors</c> ...), nowhere else.
/// </summary>
public sealed class ConversionException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">Stable id without spaces, for example <c>FileNotFound</c>.</param>
    /// <param name="kind">Class of the error.</param>
    /// <param name="message">One sentence; never an identifier, raw or hashed, never a secret.</param>
    /// <param name="recommendedAction">What the reader should do next.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public ConversionException(string errorId, ErrorKind kind, string message, string recommendedAction, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        RecommendedAction = recommendedAction;
    }

    /// <summary>Stable id without spaces.</summary>
    public string ErrorId { get; }

    /// <summary>Class of the error.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What the reader should do next.</summary>
    public string RecommendedAction { get; }
}
