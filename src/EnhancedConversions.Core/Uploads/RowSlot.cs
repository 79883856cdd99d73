using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Uploads;

/// <summary>A row's place in the order of the results, from its check to its end.</summary>
internal sealed class RowSlot
{
    private RowSlot(UploadResult result, UploadItem? item, LedgerRow? claim)
    {
        Result = result;
        Item = item;
        Claim = claim;
    }

    /// <summary>What is known of its end. <see cref="UploadStatus.Planned"/> while it is on its way.</summary>
    public UploadResult Result { get; private set; }

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
        var result = new UploadResult
        {
            Source = check.Row.Source,
            Network = account.Network,
            AccountId = account.AccountId,
            ConversionName = check.Row.ConversionName,
            ConversionTime = check.Time,
            Status = UploadStatus.Planned,
            Findings = check.Findings,
        };
        if (check.Hashed is not { } hashed)
        {
            return new RowSlot(Ended(result, UploadStatus.Invalid, check.Findings.First(f => f.Severity == FindingSeverity.Error)), null, null);
        }

        if (account.Network == AdNetwork.MicrosoftAdvertising && check.Findings.FirstOrDefault(f => f.Code == FindingCode.ConsentDenied) is { } denied)
        {
            return new RowSlot(Ended(result, UploadStatus.Held, denied), null, null);
        }

        // Without a look at the account (nothing is sent then) the action is not known.
        var claim = LedgerRow.Of(hashed, RowKey.Of(hashed, account.AccountId));
        var item = check.Action is null ? null : new UploadItem(hashed, check.Action, claim.TransactionId);
        return new RowSlot(result with { TransactionId = claim.TransactionId }, item, claim);
    }

    /// <summary>Ends the row.</summary>
    public void End(UploadStatus status, string? code = null, string? message = null, DateTimeOffset? notBefore = null, string? requestId = null) =>
        Result = Result with { Status = status, Code = code, Message = message, NotBefore = notBefore, RequestId = requestId };

    /// <summary>Ends the row for a finding, which joins its others.</summary>
    public void End(UploadStatus status, Finding finding) =>
        Result = Ended(Result with { Findings = Result.Findings.Append(finding).ToArray() }, status, finding);

    private static UploadResult Ended(UploadResult result, UploadStatus status, Finding finding) =>
        result with { Status = status, Code = finding.Code.ToString(), Message = finding.Hint is null ? finding.Message : $"{finding.Message} {finding.Hint}" };
}
