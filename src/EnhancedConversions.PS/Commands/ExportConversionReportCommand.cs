using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Reports;
using EnhancedConversions.Reports.Page;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Writes past uploads as one HTML page to look at, to print or to attach to a mail.</summary>
/// <remarks>
/// <para>The page shows for each account how far its rows came (read, valid, accepted, attributed), the uploads per day, the most frequent reasons with what to do, the conversion actions, and the health of the accounts. It is one file that loads nothing and runs nothing, light or dark as the reader likes it, and holds no e-mail address, phone number, click id or hash.</para>
/// <para>The figures come from the ledgers of the accounts. Whether accepted rows were attributed only the networks know: -Refresh asks them, or pipe what Get-ConversionUpload -Refresh gave. Until they have told, the page says "not known yet".</para>
/// <para>Uploads from the pipeline take the place of those in the ledgers. What Test-ConversionAccount, Get-ConversionReport (without -Pivot) and Measure-ConversionObjective give can be piped as well, alone or beside them; report rows are added up by action and campaign.</para>
/// </remarks>
/// <example>
/// <code>Export-ConversionReport ./report.html</code>
/// <para>Writes the last 30 days of the connected accounts.</para>
/// </example>
/// <example>
/// <code>Export-ConversionReport ./month.html -Since 2026-11-01 -Until 2026-12-01 -Refresh -IncludeHealth -Title 'November' -Force</code>
/// <para>Writes a month over an existing file, with what the networks say became of the rows and a look at the accounts.</para>
/// </example>
/// <example>
/// <code>Get-ConversionUpload -Network GoogleAds -Refresh | Export-ConversionReport ./google.html</code>
/// <para>Writes the uploads to Google Ads only.</para>
/// </example>
/// <example>
/// <code>Get-ConversionReport | Export-ConversionReport ./results.html -Refresh</code>
/// <para>Adds what the networks report: conversions, value and cost by action and campaign.</para>
/// </example>
[Cmdlet(VerbsData.Export, "ConversionReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportConversionReportCommand : LedgerCmdlet
{
    private readonly List<ConversionUpload> _uploads = [];
    private readonly List<AccountCheck> _checks = [];
    private readonly List<ObjectiveValue> _objectives = [];
    private readonly ReportTotals _results = new();
    private readonly HashSet<string> _strangers = [];
    private string _file = "";
    private ReportPage? _page;

    /// <summary>The file to write, for example report.html.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What is to be on the page: uploads of Get-ConversionUpload, checks of Test-ConversionAccount, rows of Get-ConversionReport, values of Measure-ConversionObjective.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Only uploads that began at this time or later; 30 days before the end when left out, or the earliest upload of the pipeline.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only uploads that began before this time; now when left out.</summary>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>The zone whose days are counted: an IANA name such as Europe/Berlin, or an offset such as +0100. That of the accounts when they have the same, else UTC.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The heading; "Offline conversions" when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Asks the networks what became of the rows after they had accepted them. The accounts must be connected.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    /// <summary>Looks at the accounts as Test-ConversionAccount does, and shows what it found.</summary>
    [Parameter]
    public SwitchParameter IncludeHealth { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        _file = FilePaths.Literal(this, Path!);
        if (Since >= Until)
        {
            throw CmdletErrors.PeriodEmpty();
        }

        if (ShouldProcess(_file, "write a report"))
        {
            _page = new ReportPage(_file, Force);
        }
    }

    private protected override void Process()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case ConversionUpload upload:
                _uploads.Add(upload);
                break;
            case AccountCheck check:
                _checks.Add(check);
                break;
            case ConversionReportRow row:
                _results.Add(row);
                break;
            case ObjectiveValue value:
                _objectives.Add(value);
                break;
            default:
                // Once a type: there may be a million of them.
                if (_strangers.Add(InputObject.TypeNames[0]))
                {
                    WriteError(CmdletErrors.NotForReport(InputObject.TypeNames[0]), InputObject.TypeNames[0]);
                }

                break;
        }
    }

    private protected override void End()
    {
        if (_page is null)
        {
            return;
        }

        var sources = Sources();
        var now = (sources.Count > 0 ? sources[0].Clock : TimeProvider.System).GetUtcNow();
        var until = Until ?? now;
        var since = Since ?? (_uploads.Count > 0 ? _uploads.Min(upload => upload.StartedAt) : until.AddDays(-ConversionReport.DefaultDays));
        var uploads = Find(sources, since, until);
        _page.Complete(new ReportPageContent
        {
            Title = Title ?? "Offline conversions",
            Since = since,
            Until = until,
            MadeAt = now,
            TimeZone = TimeZone ?? (sources.Select(source => source.Owner?.TimeZone).Distinct().ToArray() is [{ } zone] ? zone : "UTC"),
            Uploads = Refresh ? [.. uploads.Select(upload => upload with { Upload = Refreshed(upload.Upload) })] : uploads,
            Checks = IncludeHealth ? [.. _checks, .. AccountsOrDefault(Account).SelectMany(CheckHealth)] : _checks,
            Results = _results,
            Objectives = _objectives,
        });
        WriteObject(InvokeProvider.Item.Get([_file], force: true, literalPath: true), enumerateCollection: true);
    }

    private protected override void Release() => _page?.Dispose();

    // A ledger that cannot be read ends the command: a page without it would look whole.
    private ReportedUpload[] Find(IReadOnlyList<LedgerSource> sources, DateTimeOffset since, DateTimeOffset until)
    {
        var filter = new UploadFilter { Since = since, Until = Until is null ? null : until };
        var found = sources
            .SelectMany(source => source.Within(filter) is { } here ? Pump.Run(token => ReportedUpload.ReadAsync(source.Ledger, here, token, source.Clock)) : [])
            .DistinctBy(upload => upload.Upload.UploadId)
            .ToArray();
        if (_uploads.Count == 0)
        {
            return found;
        }

        var rows = found.ToDictionary(upload => upload.Upload.UploadId, upload => upload.Rows);
        return [.. _uploads.Where(upload => upload.StartedAt >= since && !(upload.StartedAt >= Until)).DistinctBy(upload => upload.UploadId).Select(upload => new ReportedUpload(upload, rows.GetValueOrDefault(upload.UploadId)))];
    }

    private IEnumerable<AccountCheck> CheckHealth(ConversionAccount account)
    {
        try
        {
            return Pump.Run(account.Require<IAccountChecks>("check accounts").CheckAsync).Select(check => check with { Account = account.ToString() });
        }
        catch (ConversionException exception)
        {
            WriteError(exception, account.ToString());
            return [];
        }
    }
}
