using System.Management.Automation;
using System.Security;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives past uploads from the ledger, newest first, or the rows of an upload.</summary>
/// <remarks>
/// <para>Asks no network, unless -Refresh is given: Google Ads then tells, from half an hour after an upload, how many rows it could not process and why. It does not tell which; where the ledger allows a guess, the rows are given as candidates. Asked again too soon, it is not asked at all.</para>
/// <para>Microsoft Advertising tells, up to six hours after an upload, how many conversions it credited to a click, and why not the others. It counts by goal and day, not by upload: Processing.Goals shows the counts beside what this upload and others sent, and Processing.Remark says what else is in them.</para>
/// <para>Without -Account and without -Ledger the accounts of the last connect are shown; when none is connected, everything in the user's own ledger.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionUpload</code>
/// <para>Lists the uploads with their counts.</para>
/// </example>
/// <example>
/// <code>Get-ConversionUpload | Select-Object -First 1 | Get-ConversionUpload -Row | Where-Object Status -eq Rejected</code>
/// <para>Shows the rows the network refused in the last upload.</para>
/// </example>
/// <example>
/// <code>(Get-ConversionUpload -Refresh -Account (Get-ConversionAccount -Network GoogleAds)).Processing.Reasons</code>
/// <para>Shows why rows of the uploads were not processed.</para>
/// </example>
/// <example>
/// <code>(Get-ConversionUpload -Refresh -Account (Get-ConversionAccount -Network MicrosoftAdvertising)).Processing.Goals</code>
/// <para>Shows for each goal and day how many rows were sent, how many Microsoft tells of, and how many it credited to a click.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionUpload")]
[OutputType(typeof(ConversionUpload), typeof(UploadResult))]
public sealed class GetConversionUploadCommand : ConversionCmdlet
{
    private readonly Dictionary<ConversionAccount, UploadRefresh> _refreshes = [];

    /// <summary>Only uploads of these ids.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? UploadId { get; set; }

    /// <summary>Only uploads of these accounts, from their ledgers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>The ledger to read, with the uploads of all accounts in it: a file, or a PostgreSQL database ('Host=...' or postgres://...).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ledger { get; set; }

    /// <summary>The password of a ledger in a database.</summary>
    [Parameter]
    public SecureString? LedgerPassword { get; set; }

    /// <summary>Gives the rows of the uploads, with their last known status, instead of the uploads.</summary>
    [Parameter]
    public SwitchParameter Row { get; set; }

    /// <summary>Asks the networks what became of the rows after they had accepted them; the answer is in Processing. The account must be connected. Rows given by -Row are not changed by it.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private protected override void Process()
    {
        var found = Sources()
            .SelectMany(s => Ids().SelectMany(id => Pump.Run(token => UploadHistory.GetUploadsAsync(s.Ledger, s.Filter with { UploadId = id }, token)).Select(upload => (s.Ledger, Upload: upload))))
            .OrderByDescending(u => u.Upload.StartedAt)
            .ToArray();
        foreach (var (ledger, upload) in found)
        {
            WriteObject(Row ? Pump.Run(token => UploadHistory.GetRowsAsync(ledger, upload.UploadId, token)) : Refresh ? Refreshed(upload) : upload, enumerateCollection: true);
        }

        foreach (var id in (UploadId ?? []).Except(found.Select(u => u.Upload.UploadId)))
        {
            WriteError(CmdletErrors.UploadNotFound(id), id);
        }
    }

    private ConversionUpload Refreshed(ConversionUpload upload)
    {
        try
        {
            var account = (Account ?? Session.Current.Connected).LastOrDefault(a => a.Network == upload.Network && a.AccountId == upload.AccountId)
                ?? throw CmdletErrors.AccountNotConnected(upload.Network, upload.AccountId, $"upload {upload.UploadId}");
            if (!_refreshes.TryGetValue(account, out var refresh))
            {
                _refreshes.Add(account, refresh = new UploadRefresh(account));
            }

            return Pump.Run(token => refresh.RefreshAsync(upload, token));
        }
        catch (ConversionException exception)
        {
            WriteError(exception, upload.UploadId);
            return upload;
        }
    }

    // Null asks for all.
    private string?[] Ids() => UploadId is null ? [null] : [.. UploadId.Distinct()];

    private IEnumerable<(LedgerLocation Ledger, UploadFilter Filter)> Sources()
    {
        if (Ledger is not null || (Account is null && Session.Current.Default.Count == 0))
        {
            return [(LedgerLocation.Parse(LedgerText.Of(this, Ledger), SecretText.From(LedgerPassword)), new UploadFilter())];
        }

        return (Account ?? Session.Current.Default).Select(a => (a.GetLedger(), new UploadFilter { Network = a.Network, AccountId = a.AccountId }));
    }
}
