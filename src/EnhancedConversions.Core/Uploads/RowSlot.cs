using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>A row's place in the order of the results, from its check to its end.</summary>
internal sealed class RowSlot
{
    private readonly ConversionAccount _account;
    private readonly string? _conversionName;
    private readonly DateTimeOffset? _time;
    private IReadOnlyList<Finding> _findings;
    private RowEnd _end = RowEnd.Open;

    private RowSlot(CheckedRow check, ConversionAccount account, UploadItem? item = null, LedgerRow? claim = null)
    {
        _account = account;
        _conversionName = check.Hashed?.ConversionName ?? check.Row.ConversionName;
        _time = check.Time;
        _findings = check.Findings;
        Source = check.Row.Source;
        Item = item;
        Claim = claim;
    }

    /// <summary>Where the row came from.</summary>
    public RowSource Source { get; }

    /// <summary>What became of it; <see cref="UploadStatus.Planned"/> while it is on its way.</summary>
    public UploadStatus Status => _end.Status;

    /// <inheritdoc cref="UploadResult.Code"/>
    public string? Code => _end.Code;

    /// <inheritdoc cref="UploadResult.Message"/>
    public string? Message => _end.Message;

    /// <inheritdoc cref="UploadResult.NotBefore"/>
    public DateTimeOffset? NotBefore => _end.NotBefore;

    /// <summary>What is sent; null when nothing is.</summary>
    public UploadItem? Item { get; }

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

        // Without a look at the account (nothing is sent then) the action is not known.
        var claim = LedgerRow.Of(hashed, RowKey.Of(hashed, account.AccountId));
        return new RowSlot(check, account, check.Action is null ? null : new UploadItem(hashed, check.Action, claim.TransactionId), claim);
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
        ConversionName = _conversionName,
        ConversionTime = _time,
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
}
