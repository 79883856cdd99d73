using EnhancedConversions.Conversions;
using EnhancedConversions.Messages;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Hosting;

/// <summary>What <see cref="ConfirmedUpload"/> needs of its cmdlet, on the pipeline thread.</summary>
internal interface IUploadHost
{
    /// <summary>Asks, or says what would happen; see ShouldProcess.</summary>
    bool ShouldProcess(string description);

    /// <summary>Reports an error the command goes on after.</summary>
    void Report(ConversionException exception, string target);

    /// <summary>Reports an error after which no further row can succeed, and ends the command.</summary>
    void Terminate(ConversionException exception, string target);

    void WriteWarning(string text);

    void WriteInformation(string text);
}

/// <summary>
/// The uploads of one command: rows from the pipeline are one run, each file is another.
/// With a question or a "what if" the rows are planned first, which makes no request, so that the text names the true count.
/// </summary>
internal sealed class ConfirmedUpload(IUploadHost host, PipelinePump pump, IReadOnlyList<ConversionAccount> accounts, UploadOptions options, Confirmation confirmation)
{
    private const string Pipeline = "rows from the pipeline";

    private readonly Dictionary<ConversionAccount, UploadTally> _totals = accounts.ToDictionary(a => a, a => new UploadTally(a));
    private readonly List<OfflineConversion> _toConfirm = [];
    private UploadRun? _stream;
    private UploadRun? _sending;

    /// <summary>True while rows are on their way that a stop would leave behind.</summary>
    public bool IsSending => _sending is not null;

    /// <summary>Takes a row from the pipeline.</summary>
    public void Add(OfflineConversion row)
    {
        if (confirmation == Confirmation.Asked)
        {
            _toConfirm.Add(row);
            return;
        }

        _stream ??= confirmation == Confirmation.WhatIf
            ? Start(accounts, options with { Mode = UploadMode.Plan }, emit: true)
            : Start([.. accounts.Where(a => host.ShouldProcess($"{Pipeline} -> {a}"))], options, emit: true);
        _stream.Write(row);
        if (_stream.HasFailed)
        {
            Settle(_stream);
        }
    }

    /// <summary>Sends a file's rows.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="rows">Its rows, drawn once.</param>
    public void SendFile(string file, IEnumerable<OfflineConversion> rows) => Send(options with { File = file }, $"rows of {Path.GetFileName(file)}", rows);

    /// <summary>Sends what is left and tells what became of it all.</summary>
    public void End()
    {
        if (_stream is not null)
        {
            _stream.Complete();
            Settle(_stream);
        }

        if (_toConfirm.Count > 0)
        {
            Send(options, Pipeline, _toConfirm);
        }

        Conclude();
    }

    private void Send(UploadOptions settings, string what, IEnumerable<OfflineConversion> rows)
    {
        if (confirmation == Confirmation.WhatIf)
        {
            SendAll(accounts, settings with { Mode = UploadMode.Plan }, rows, emit: true);
            return;
        }

        var approved = accounts;
        if (confirmation == Confirmation.Asked)
        {
            var buffered = pump.Run(_ => Task.FromResult(rows.ToList()));
            var plan = new UploadRun(pump, accounts, settings with { Mode = UploadMode.Plan }, emit: false);
            plan.SendAll(buffered);
            approved = [.. plan.Tallies.Where(t => host.ShouldProcess(Describe(t))).Select(t => t.Account)];
            rows = buffered;
        }
        else
        {
            approved = [.. accounts.Where(a => host.ShouldProcess($"{what} -> {a}"))];
        }

        if (approved.Count > 0)
        {
            SendAll(approved, settings, rows, emit: true);
        }
    }

    private void SendAll(IReadOnlyList<ConversionAccount> to, UploadOptions settings, IEnumerable<OfflineConversion> rows, bool emit)
    {
        var run = Start(to, settings, emit);
        try
        {
            run.SendAll(rows);
        }
        catch (ConversionException)
        {
            // The file broke off in the middle; what was read before that was sent and counts.
            Count(run);
            throw;
        }

        Settle(run);
    }

    private UploadRun Start(IReadOnlyList<ConversionAccount> to, UploadOptions settings, bool emit)
    {
        var run = new UploadRun(pump, to, settings, emit);
        _sending = settings.Mode == UploadMode.Send ? run : null;
        return run;
    }

    private void Settle(UploadRun run)
    {
        Count(run);
        var failed = run.Tallies.Where(t => t.Failure is not null).ToArray();
        if (run.HasFailed)
        {
            host.Terminate(failed[0].Failure!, failed[0].Account.ToString());
            return;
        }

        foreach (var tally in failed)
        {
            host.Report(tally.Failure!, tally.Account.ToString());
        }
    }

    private void Count(UploadRun run)
    {
        _sending = null;
        _stream = null;
        foreach (var tally in run.Tallies)
        {
            _totals[tally.Account].Add(tally);
            if (confirmation == Confirmation.WhatIf)
            {
                host.ShouldProcess(Describe(tally));
            }
        }
    }

    private void Conclude()
    {
        if (confirmation == Confirmation.WhatIf)
        {
            return;
        }

        foreach (var tally in _totals.Values.Where(t => t.Total > 0))
        {
            host.WriteInformation($"{tally.Account}: {tally.Describe(Enum.GetValues<UploadStatus>())}.");
            if (options.Isolate && tally.AskAfter is { } askAfter)
            {
                host.WriteWarning($"{tally.Account}: not all failing rows are found yet. The same command goes on when Google can tell more, from {UtcText.ToMinute(askAfter)}.");
            }

            if (tally.NotBefore is { } time)
            {
                host.WriteWarning($"{tally.Account}: {Wording.Count(tally[UploadStatus.Held], "row")} kept back. The same command{(options.Isolate ? " without -Isolate" : "")} sends those whose time has come, the first at {UtcText.ToMinute(time)}.");
            }
        }

        var bad = _totals.Values.Where(t => t.NotAccepted > 0).ToArray();
        if (bad.Length > 0)
        {
            UploadStatus[] statuses = [UploadStatus.Rejected, UploadStatus.Invalid, UploadStatus.Unknown];
            host.Report(
                CmdletErrors.RowsNotAccepted(
                    bad.Sum(t => t.NotAccepted),
                    _totals.Values.Sum(t => t.Total),
                    string.Join("; ", bad.Select(t => $"{t.Account}: {t.Describe(statuses)}")),
                    [.. bad.SelectMany(t => t.UploadIds)]),
                string.Join("; ", bad.Select(t => t.Account)));
        }
    }

    // For example: 1 240 conversions -> Google Ads 123-456-7890; not these: 5 already sent, 7 invalid
    private static string Describe(UploadTally plan)
    {
        var rest = plan.Describe(UploadStatus.AlreadySent, UploadStatus.Invalid, UploadStatus.Held);
        return $"{Wording.Count(plan[UploadStatus.Planned], "conversion")} -> {plan.Account}{(rest.Length > 0 ? $"; not these: {rest}" : "")}";
    }
}
