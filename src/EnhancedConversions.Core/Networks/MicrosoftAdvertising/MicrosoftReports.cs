using System.Runtime.CompilerServices;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Reads Microsoft's reports: ordered, waited for, fetched (contract 8).</summary>
/// <param name="session">The way to the account.</param>
/// <param name="goals">Reads its goals, which know their categories.</param>
internal sealed class MicrosoftReports(MicrosoftAdvertisingSession session, Func<CancellationToken, Task<IReadOnlyList<ConversionAction>>> goals)
{
    private const string What = "make the report";
    private const int DownloadAttempts = 3;

    /// <inheritdoc cref="IConversionReports.ReadReportAsync"/>
    public async IAsyncEnumerable<ConversionReportRow> ReadAsync(ConversionReportQuery query, IProgress<string>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.DateBasis == ReportDateBasis.Conversion)
        {
            throw NetworkErrors.NoConversionDate(AdNetwork.MicrosoftAdvertising);
        }

        var categories = query.IsByAction
            ? (await goals(cancellationToken).ConfigureAwait(false)).ToDictionary(goal => goal.Id, goal => goal.Category)
            : [];
        foreach (var order in ReportOrder.Of(query))
        {
            var file = await FetchAsync(order, query, progress, cancellationToken).ConfigureAwait(false);
            if (file is null)
            {
                continue;
            }

            await using (file.ConfigureAwait(false))
            {
                var rows = file.Lines(order.Columns)
                    .Select(line => order.Read(line, session.AccountId))
                    .OfType<ConversionReportRow>()
                    .Select(row => row.ActionId is null ? row : row with { Category = categories.GetValueOrDefault(row.ActionId) });
                foreach (var row in order.Kind == ReportRowKind.Conversions && !query.By.HasFlag(ReportDivision.Action) ? ByCategory(rows) : rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return row;
                }
            }
        }
    }

    /// <summary>Microsoft knows goals only; their categories are added up here.</summary>
    private static IEnumerable<ConversionReportRow> ByCategory(IEnumerable<ConversionReportRow> rows) =>
        rows.GroupBy(row => (row.Date, row.CampaignId, row.Device, row.Category)).Select(same => same.Aggregate((a, b) => a with
        {
            Conversions = a.Conversions + b.Conversions,
            Value = a.Value + b.Value,
            AllConversions = a.AllConversions + b.AllConversions,
            AllValue = a.AllValue + b.AllValue,
        }) with
        { Action = null, ActionId = null });

    /// <summary>Orders a report and waits for it; null when it has no rows.</summary>
    private async Task<ReportFile?> FetchAsync(ReportOrder order, ConversionReportQuery query, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var service = await session.GetReportingAsync(cancellationToken).ConfigureAwait(false);
        var submitted = await CallAsync(service, "GenerateReport/Submit", order.Write(query, session.AccountId), cancellationToken).ConfigureAwait(false);
        var id = submitted.Body!.Value.Text("ReportRequestId") ?? throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "the order got no id.");
        progress?.Report($"Microsoft Advertising works on report {id}: {string.Join(", ", order.Columns)}");
        for (var attempt = 1; ; attempt++)
        {
            if (await WaitAsync(service, id, progress, cancellationToken).ConfigureAwait(false) is not { } address)
            {
                return null;
            }

            try
            {
                return await DownloadAsync(address, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                // An address lasts five minutes; asked again, Microsoft gives a new one.
                if (attempt == DownloadAttempts)
                {
                    throw NetworkErrors.ReportBrokenOff(AdNetwork.MicrosoftAdvertising, 0, error);
                }
            }
        }
    }

    /// <summary>Waits until a report is there, and gives its address; null when it has no rows.</summary>
    private async Task<Uri?> WaitAsync(ReportingService service, string id, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var deadline = session.Clock.GetUtcNow() + MicrosoftAdvertisingLimits.ReportDeadline;
        for (var wait = MicrosoftAdvertisingLimits.FirstReportWait; ; wait = wait * 2 < MicrosoftAdvertisingLimits.LongestReportWait ? wait * 2 : MicrosoftAdvertisingLimits.LongestReportWait)
        {
            var answer = await CallAsync(service, "GenerateReport/Poll", ReportOrder.WritePoll(id), cancellationToken).ConfigureAwait(false);
            var status = answer.Body!.Value.Field("ReportRequestStatus") ?? default;
            switch (status.Text("Status"))
            {
                case "Success":
                    return status.Text("ReportDownloadUrl") is not { } text ? null
                        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address
                        : throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "its address is none.");
                case "Error":
                    throw NetworkErrors.ReportFailed(AdNetwork.MicrosoftAdvertising);
            }

            if (session.Clock.GetUtcNow() + wait > deadline)
            {
                throw NetworkErrors.ReportNotReady(AdNetwork.MicrosoftAdvertising, MicrosoftAdvertisingLimits.ReportDeadline);
            }

            progress?.Report($"Report {id} is not there yet; asks again in {wait.TotalSeconds:0} s.");
            await Task.Delay(wait, session.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fetches a report. The address carries its own permission: neither token nor other header goes along.</summary>
    private async Task<ReportFile> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var limit = new CancellationTokenSource(MicrosoftAdvertisingLimits.Timing.Attempt, session.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage response;
        try
        {
            response = await session.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("No answer came.");
        }

        using (response)
        {
            response.EnsureSuccessStatusCode();
            using var body = new StallGuardStream(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), MicrosoftAdvertisingLimits.Timing.Attempt, session.Clock);
            return await ReportFile.SaveAsync(body, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<ApiAnswer> CallAsync(ReportingService service, string path, JsonBody body, CancellationToken cancellationToken) =>
        session.CallAsync(MicrosoftAdvertisingSession.Post(service, path, body), What, cancellationToken);
}
