using System.Collections.Frozen;

namespace EnhancedConversions.Networks;

/// <summary>What a network's code speaks of.</summary>
internal enum CodeScope
{
    /// <summary>One row: the others of the request are no worse for it.</summary>
    Row,

    /// <summary>The request as a whole: its form, its size, or a passing trouble of the network.</summary>
    Request,

    /// <summary>The account or the sign-in: no further row can succeed until somebody changes something.</summary>
    Account,
}

/// <summary>What helps after a network's code.</summary>
internal enum CodeRemedy
{
    /// <summary>The row or a setting must change.</summary>
    Fix,

    /// <summary>Nothing helps: this conversion will not be taken.</summary>
    None,

    /// <summary>It passes: the same request again after a back-off.</summary>
    Repeat,

    /// <summary>The same row again after <see cref="NetworkCode.Wait"/>.</summary>
    Later,

    /// <summary>The network has it from before.</summary>
    Duplicate,

    /// <summary>A smaller request.</summary>
    Split,

    /// <summary>A new access token, once.</summary>
    SignIn,

    /// <summary>No failure: something worth knowing.</summary>
    Notice,
}

/// <summary>One code of a network: what it speaks of, what helps, and our own sentence for it.</summary>
/// <param name="Code">The network's spelling.</param>
/// <param name="Scope">What it speaks of.</param>
/// <param name="Remedy">What helps.</param>
/// <param name="Sentence">For people; says what is wrong and what to do.</param>
internal sealed record NetworkCode(string Code, CodeScope Scope, CodeRemedy Remedy, string Sentence)
{
    /// <summary>The network's number for it; null when it has none or none is published.</summary>
    public int? Number { get; init; }

    /// <summary>For <see cref="CodeRemedy.Later"/> and throttling: the wait the network asks for; null when it names none.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>For <see cref="CodeScope.Account"/>: what to do, when the sentence alone does not say it.</summary>
    public string? Action { get; init; }

    /// <summary>What a row with this code needs.</summary>
    public RowDisposition Disposition => Remedy switch
    {
        CodeRemedy.Later or CodeRemedy.Repeat => RowDisposition.Held,
        CodeRemedy.Duplicate => RowDisposition.Duplicate,
        _ => RowDisposition.Rejected,
    };
}

/// <summary>The codes of one list a network publishes.</summary>
internal sealed class NetworkCodes
{
    private readonly FrozenDictionary<string, NetworkCode> _byCode;

    /// <summary>Makes the table.</summary>
    /// <param name="codes">Its codes, each once.</param>
    /// <param name="groups">More of them, that share a sentence.</param>
    public NetworkCodes(NetworkCode[] codes, params IEnumerable<NetworkCode>[] groups)
    {
        All = [.. codes, .. groups.SelectMany(group => group)];
        _byCode = All.ToFrozenDictionary(code => code.Code, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<NetworkCode> All { get; }

    /// <summary>The entry of a code; null when the list does not have it.</summary>
    /// <param name="code">The network's spelling; null finds nothing.</param>
    public NetworkCode? Find(string? code) => code is not null && _byCode.TryGetValue(code, out var entry) ? entry : null;
}
