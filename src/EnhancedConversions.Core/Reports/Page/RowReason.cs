using System.Text.RegularExpressions;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Reports.Page;

/// <summary>Why rows are where they are, in the words of the catalogues: a sentence that came with a single row may quote it, the catalogue's does not.</summary>
/// <param name="Networks">The networks whose rows they are; several for what every network minds.</param>
/// <param name="Status">Where the rows are.</param>
/// <param name="Code">Finding code or the network's code; null when there is none.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Action">What to do.</param>
internal sealed partial record RowReason(IReadOnlyList<AdNetwork> Networks, UploadStatus Status, string? Code, long Rows, string Sentence, string Action)
{
    private const string SameCommand = "Run the same command again; nothing is counted twice.";
    private const string SameFile = "Correct the rows and send the file again; what was accepted is not sent twice.";

    // What the uploader itself says of rows; the network's lists do not have these.
    private static readonly Dictionary<string, (string Sentence, string Action)> s_own = new(StringComparer.Ordinal)
    {
        ["QuotaUsedUp"] = ("The network's requests of the day were used up.", "Run the same command again the next day; nothing is counted twice."),
        ["HeldBack"] = ("The row was kept back until the network would take it.", SameCommand),
        ["InProgressElsewhere"] = ("Another run was sending the row.", SameCommand),
        ["Stopped"] = ("The run was stopped before the row was sent.", SameCommand),
        ["NoAnswer"] = ("No answer came, so that nobody knows whether the network has the row.", SameCommand),
    };

    /// <summary>The reasons of rows that were not accepted, the most frequent first.</summary>
    /// <param name="uploads">The runs.</param>
    public static IReadOnlyList<RowReason> OfRows(IEnumerable<ReportedUpload> uploads) =>
    [
        .. uploads
            .SelectMany(upload => (upload.Rows ?? []).Where(row => row.Status != UploadStatus.Accepted).Select(row => (upload.Upload.Network, Row: row)))
            .GroupBy(row => (Whose: IsOwn(row.Row.Code) ? (AdNetwork?)null : row.Network, row.Row.Status, row.Row.Code))
            .Select(same => Of(
                [.. same.Select(row => row.Network).Distinct().Order()],
                same.Key.Status,
                same.Key.Code,
                same.Sum(row => (long)row.Row.Rows),
                same.Select(row => row.Row.Message).FirstOrDefault(message => message is not null)))
            .OrderByDescending(reason => reason.Rows).ThenBy(reason => reason.Networks[0]).ThenBy(reason => reason.Code, StringComparer.Ordinal),
    ];

    /// <summary>What the networks said of rows after they had accepted them, the most frequent first.</summary>
    /// <param name="uploads">The runs.</param>
    public static IReadOnlyList<RowReason> OfProcessing(IEnumerable<ReportedUpload> uploads) =>
    [
        .. uploads
            .GroupBy(upload => (upload.Upload.Network, upload.Upload.AccountId))
            .SelectMany(account => Told([.. account.Select(upload => upload.Upload.Processing).OfType<UploadProcessingSummary>()]).Select(reason => (account.Key.Network, Reason: reason)))
            .GroupBy(reason => (reason.Network, reason.Reason.Code))
            .Select(same => Of([same.Key.Network], UploadStatus.Accepted, same.Key.Code, same.Sum(reason => reason.Reason.Rows), same.First().Reason.Message))
            .OrderByDescending(reason => reason.Rows).ThenBy(reason => reason.Networks[0]).ThenBy(reason => reason.Code, StringComparer.Ordinal),
    ];

    // A goal's day is told with each run that had a part in it.
    private static IEnumerable<UploadReason> Told(IReadOnlyList<UploadProcessingSummary> answers) =>
        answers.Where(answer => answer.Goals.Count == 0).SelectMany(answer => answer.Reasons)
            .Concat(answers.SelectMany(answer => answer.Goals).DistinctBy(goal => (goal.Goal, goal.Day)).SelectMany(goal => goal.Reasons));

    private static bool IsOwn(string? code) => code is null || s_own.ContainsKey(code) || FindingOf(code) is not null;

    private static FindingDefinition? FindingOf(string code) =>
        Enum.TryParse<FindingCode>(code, out var finding) && finding.ToString() == code ? Findings.All.GetValueOrDefault(finding) : null;

    private static RowReason Of(IReadOnlyList<AdNetwork> networks, UploadStatus status, string? code, long rows, string? message)
    {
        var (sentence, action) =
            code is null ? (status == UploadStatus.Held ? ("The row was not sent yet.", SameCommand) : s_own["NoAnswer"])
            : FindingOf(code) is { } definition ? (General(definition.Message), General(definition.Hint))
            : s_own.TryGetValue(code, out var own) ? own
            : Find(networks[0], code) is { } known ? (known.Sentence, status == UploadStatus.Accepted ? ActionOnAccepted(known, networks[0]) : ActionOf(known))
            : (Redactor.Clean(message) ?? "The network's reason is not known to this module.", SameFile);
        return new RowReason(networks, status, code, rows, sentence, action);
    }

    private static NetworkCode? Find(AdNetwork network, string code) => network == AdNetwork.GoogleAds
        ? DataManagerCodes.Processing.Find(code) ?? DataManagerCodes.ProcessingWarnings.Find(code) ?? DataManagerCodes.Errors.Find(code)
            ?? GoogleAdsCodes.Upload.Find(code) ?? GoogleAdsCodes.Adjustment.Find(code) ?? GoogleAdsCodes.General.Find(code)
        : MicrosoftAdvertisingCodes.All.Find(code) ?? UnattributedReasons.All.Find(code);

    private static string ActionOf(NetworkCode code) => code.Action ?? code.Remedy switch
    {
        CodeRemedy.None => "Nothing to do: the network does not take or count such a conversion.",
        CodeRemedy.Duplicate => "Nothing to do: the conversion is counted once.",
        CodeRemedy.Notice => "Nothing to do.",
        CodeRemedy.Later when code.Wait is { } wait => $"Run the same command again after {Figures.Count((long)Math.Ceiling(wait.TotalHours), "hour")}; nothing is counted twice.",
        CodeRemedy.Later or CodeRemedy.Repeat or CodeRemedy.Split or CodeRemedy.SignIn => SameCommand,
        _ => SameFile,
    };

    // A row that was accepted is not sent again by the same command; only another time, name or identifier makes it another row.
    private static string ActionOnAccepted(NetworkCode code, AdNetwork network) => (code.Action, code.Remedy, network) switch
    {
        ({ } action, _, _) => action,
        (_, CodeRemedy.None or CodeRemedy.Duplicate or CodeRemedy.Notice, _) => ActionOf(code),
        (_, _, AdNetwork.GoogleAds) => "Send the file again with Send-OfflineConversion -Isolate: it finds out which rows are meant.",
        _ => "Mind it in the next files. Microsoft does not tell which rows it means.",
    };

    // A finding fills in what it found; a page about many rows names none of them.
    private static string General(string text) => text == "{1}" ? "Test-ConversionFile with -Account names what is near, or what there is." : Clause().Replace(Placeholder().Replace(text, "…"), ".");

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[:;] …\.")]
    private static partial Regex Clause();
}
