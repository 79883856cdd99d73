using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Ledger;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Gives past uploads from the ledger, newest first, or the rows of an upload.</summary>
/// <remarks>
/// <para>Asks no network, unless -Refresh is given: Google Ads then tells, from half an hour after an upload, how many rows it could not process and why. It does not tell which; where the ledger allows a guess, the rows are given as candidates. Asked again too soon, it is not asked at all.</para>
/// <para>Microsoft Advertising tells, up to six hours after an upload, how many conversions it credited to a click, and why not the others. It counts by goal and day, not by upload: Processing.Goals shows the counts beside what this upload and others sent, and Processing.Remark says what else is in them.</para>
/// <para>In the table AlreadySent counts rows whose conversion was at the network before or stands earlier in the file, Held those kept back for a time or, without consent, for good, and Bad is the sum of Rejected, Invalid and Unknown; the list has each by itself.</para>
/// <para>Without -Account and without -Ledger the accounts of the last connect are shown; when none is connected, everything in the user's own ledger.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionUpload</code>
/// <para>Lists the uploads with their counts.</para>
/// </example>
/// <example>
/// <code>Get-ConversionUpload | Select-Object -First 1 | Get-ConversionUpload -Row -RowStatus Rejected</code>
/// <para>Shows the rows the network refused in the last upload.</para>
/// </example>
/// <example>
/// <code>Get-ConversionUpload -Since (Get-Date).AddDays(-7) -Status Incomplete, Interrupted</code>
/// <para>Finds the uploads of the last week that the same command would go on with.</para>
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
public sealed class GetConversionUploadCommand : LedgerCmdlet
{
    /// <summary>Only uploads of these ids.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UploadIdCompleter))]
    public string[]? UploadId { get; set; }

    /// <summary>Only uploads to this network.</summary>
    [Parameter]
    public AdNetwork? Network { get; set; }

    /// <summary>Only uploads to the account of this number; it need not be connected.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string? AccountId { get; set; }

    /// <summary>Only uploads that began at this time or later.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only uploads that began before this time.</summary>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only uploads that came this far: Running, Complete, Incomplete (the same command sends what is left) or Interrupted (broken off; the same command goes on).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ConversionUploadStatus[]? Status { get; set; }

    /// <summary>Gives the rows of the uploads, with their last known status, instead of the uploads.</summary>
    [Parameter]
    public SwitchParameter Row { get; set; }

    /// <summary>With -Row: only rows of this status.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public UploadStatus[]? RowStatus { get; set; }

    /// <summary>Asks the networks what became of the rows after they had accepted them; the answer is in Processing. The account must be connected. Rows given by -Row are not changed by it.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private protected override void Process()
    {
        var found = Sources().SelectMany(Find).OrderByDescending(u => u.Upload.StartedAt).ToArray();
        foreach (var (ledger, upload) in found)
        {
            WriteObject(Row || RowStatus is not null ? RowsOf(ledger, upload) : Refresh ? Refreshed(upload) : upload, enumerateCollection: true);
        }

        foreach (var id in (UploadId ?? []).Except(found.Select(u => u.Upload.UploadId)))
        {
            WriteError(CmdletErrors.UploadNotFound(id), id);
        }
    }

    // A ledger that cannot be read does not hide the others.
    private IReadOnlyList<(LedgerLocation Ledger, ConversionUpload Upload)> Find(LedgerSource source)
    {
        try
        {
            return [.. Filters(source).SelectMany(filter => Pump.Run(token => UploadHistory.GetUploadsAsync(source.Ledger, filter, token, source.Clock))).Select(upload => (source.Ledger, upload))];
        }
        catch (ConversionException exception)
        {
            WriteError(exception, source.Ledger.ToString());
            return [];
        }
    }

    private IEnumerable<UploadResult> RowsOf(LedgerLocation ledger, ConversionUpload upload)
    {
        var rows = Pump.Run(token => UploadHistory.GetRowsAsync(ledger, upload.UploadId, token));
        return RowStatus is null ? rows : rows.Where(row => RowStatus.Contains(row.Status));
    }

    // Each id on its own, or all of them; nothing in the ledger of an account that is not meant.
    private IEnumerable<UploadFilter> Filters(LedgerSource source)
    {
        var filter = new UploadFilter { Network = Network, AccountId = AccountId, Since = Since, Until = Until, Status = Status };
        return source.Within(filter) is not { } here ? [] : UploadId is null ? [here] : UploadId.Distinct().Select(id => here with { UploadId = id });
    }
}
