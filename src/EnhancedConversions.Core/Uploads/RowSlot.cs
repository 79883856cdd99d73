using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>
/// A row's place in the order of the results, from its check to its end. It holds on to the hashed row and to nothing else that can be made when it is asked for:
/// thousands of rows wait at once, and all they hold is moved about by the garbage collector.
/// </summary>
internal sealed class RowSlot
{
    private readonly ConversionAccount _account;
    private readonly UnsentRow? _unsent;
    private IReadOnlyList<Finding> _findings;
    private RowEnd _end = RowEnd.Open;

    private RowSlot(CheckedRow check, ConversionAccount account, LedgerRow? claim = null)
    {
        _account = account;
        _findings = check.Findings;
        Claim = claim;
        if (claim is null)
        {
            _unsent = new UnsentRow(check.Row.Source, check.Hashed?.ConversionName ?? check.Row.ConversionName, check.Time);
        }
        else
        {
            Action = check.Action;
        }
    }

    /// <summary>Where the row came from.</summary>
    public RowSource Source => Claim?.Row.Source ?? _unsent!.Source;

    /// <summary>What became of it; <see cref="UploadStatus.Planned"/> while it is on its way.</summary>
    public UploadStatus Status => _end.Status;

    /// <inheritdoc cref="UploadResult.Code"/>
    public string? Code => _end.Code;

    /// <inheritdoc cref="UploadResult.Message"/>
    public string? Message => _end.Message;

    /// <inheritdoc cref="UploadResult.NotBefore"/>
    public DateTimeOffset? NotBefore => _end.NotBefore;

    /// <summary>Where it is sent; null when it is not, or when nobody asked the account for its actions.</summary>
    public ConversionAction? Action { get; }

    /// <summary>What is sent, of a row that has an <see cref="Action"/>.</summary>
    public UploadItem Item => new(Claim!.Row, Action!, Claim.TransactionId);

    /// <summary>What the ledger is asked to remember; null when nothing is sent.</summary>
    public LedgerRow? Claim { get; }

    /// <summary>Of a plan: the earlier row of the same input that is the same conversion; null when there is none.</summary>
    public int? SameAsRow { get; set; }

    /// <summary>Decides, after the check, whether a row travels.</summary>
    /// <param name="check">The row with its findings.</param>
    /// <param name="account">Where it would go.</param>
    public static RowSlot From(CheckedRow check, ConversionAccount account)
    {
        if (check.Hashed is not { } hashed)
        {
            return Ended(check, account, UploadStatus.Invalid, check.Findings.First(f => f.Severity == FindingSeverity.Error));
        }

        if (account.Network == AdNetwork.MicrosoftAdvertising && check.Findings.FirstOrDefault(f => f.Code == FindingCode.ConsentDenied) is { } denied)
        {
            return Ended(check, account, UploadStatus.Held, denied);
        }

        return new RowSlot(check, account, new LedgerRow(hashed, account.AccountId));
    }

    /// <summary>Ends the row.</summary>
    public void End(UploadStatus status, string? code = null, string? message = null, DateTimeOffset? notBefore = null, string? requestId = null) =>
        End(new RowEnd(status, code, message, notBefore, requestId));

    /// <summary>Ends the row as others that share its end.</summary>
    public void End(RowEnd end) => _end = end;

    /// <summary>Ends the row for a finding, which joins its others.</summary>
    public void End(UploadStatus status, Finding finding)
    {
        _findings = _findings.Append(finding).ToArray();
        EndFor(status, finding);
    }

    /// <summary>The row's answer. Made only when it is given away: a row has one, and a million are on their way.</summary>
    /// <param name="uploadId">The run; null when nothing was recorded.</param>
    public UploadResult ToResult(string? uploadId) => new()
    {
        Source = Source,
        Network = _account.Network,
        AccountId = _account.AccountId,
        ConversionName = Claim?.Name ?? _unsent?.Name,
        ConversionTime = Claim?.Row.ConversionTime ?? _unsent?.Time,
        Status = Status,
        Code = Code,
        Message = Message,
        Findings = _findings,
        NotBefore = NotBefore,
        TransactionId = Claim?.TransactionId,
        RequestId = _end.RequestId,
        UploadId = uploadId,
    };

    private static RowSlot Ended(CheckedRow check, ConversionAccount account, UploadStatus status, Finding finding)
    {
        var slot = new RowSlot(check, account);
        slot.EndFor(status, finding);
        return slot;
    }

    private void EndFor(UploadStatus status, Finding finding) =>
        End(status, finding.Code.ToString(), finding.Hint is null ? finding.Message : $"{finding.Message} {finding.Hint}");

    private sealed record UnsentRow(RowSource Source, string? Name, DateTimeOffset? Time);
}
