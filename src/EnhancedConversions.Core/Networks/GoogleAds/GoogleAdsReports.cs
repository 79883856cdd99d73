using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>Reads Google's reports, by GAQL over <c>searchStream</c> (contract A.10).</summary>
internal static class GoogleAdsReports
{
    private const string What = "read the report";
    private const decimal MicrosPerUnit = 1_000_000;

    private static readonly string[] s_traffic = ["metrics.clicks", "metrics.cost_micros"];

    /// <summary>The queries a report takes. Where it is divided by action there are two, as clicks and cost cannot be selected beside a conversion segment.</summary>
    /// <param name="query">What the report is about.</param>
    public static IEnumerable<(ReportRowKind Kind, string Gaql)> Queries(ConversionReportQuery query)
    {
        string[] actions =
        [
            .. query.By.HasFlag(ReportDivision.Action) ? ["segments.conversion_action", "segments.conversion_action_name"] : Array.Empty<string>(),
            "segments.conversion_action_category",
        ];
        if (!query.IsByAction)
        {
            yield return (ReportRowKind.Total, Select(query, [], [.. Conversions(query.DateBasis), .. s_traffic]));
            yield break;
        }

        yield return (ReportRowKind.Conversions, Select(query, actions, Conversions(query.DateBasis)));
        yield return (ReportRowKind.Cost, Select(query, [], s_traffic));
    }

    /// <summary>Runs the queries one after the other.</summary>
    public static async IAsyncEnumerable<ConversionReportRow> ReadAsync(
        GoogleAdsSession session, ConversionReportQuery query, IProgress<string>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long rows = 0;
        foreach (var (kind, gaql) in Queries(query))
        {
            progress?.Report($"Asks for {gaql}");
            await foreach (var chunk in ChunksAsync(session, gaql, () => rows, cancellationToken).ConfigureAwait(false))
            {
                foreach (var item in chunk.Items("results"))
                {
                    if (Read(item, kind, query, session.AccountId) is { } row)
                    {
                        rows++;
                        yield return row;
                    }
                }
            }
        }
    }

    /// <summary>The pieces of a stream, each a list of some thousand rows; only one is held.</summary>
    private static async IAsyncEnumerable<JsonElement> ChunksAsync(GoogleAdsSession session, string gaql, Func<long> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var result = await session.SendAsync(session.SearchRequest(gaql, page: null) with { Path = $"customers/{session.AccountId}/googleAds:searchStream", IsStreamed = true }, cancellationToken).ConfigureAwait(false);
        if (result.Answer.Stream is not { } stream)
        {
            throw GoogleAdsErrors.From(session.Ads, What, result, session.Clock);
        }

        await using (stream.ConfigureAwait(false))
        {
            var chunks = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (chunks.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await chunks.MoveNextAsync().ConfigureAwait(false))
                        {
                            yield break;
                        }
                    }
                    catch (Exception error) when (error is IOException or JsonException)
                    {
                        throw NetworkErrors.ReportBrokenOff(AdNetwork.GoogleAds, rows(), error);
                    }

                    // An error that came up after the first rows had left stands in the list like a chunk.
                    if (chunks.Current.Field("error") is { } fault)
                    {
                        throw GoogleAdsErrors.From(session.Ads, What, result with { Answer = new ApiAnswer { Status = (HttpStatusCode)(fault.Whole("code") ?? 500), Body = chunks.Current } }, session.Clock);
                    }

                    yield return chunks.Current;
                }
            }
        }
    }

    /// <summary>Reads a row; null for one without any figure, which Google gives for every campaign that ever was.</summary>
    private static ConversionReportRow? Read(JsonElement item, ReportRowKind kind, ConversionReportQuery query, string accountId)
    {
        var metrics = item.Field("metrics") ?? default;
        var segments = item.Field("segments") ?? default;
        var suffix = query.DateBasis == ReportDateBasis.Conversion ? "ByConversionDate" : "";
        var cost = metrics.Decimal("costMicros") / MicrosPerUnit;
        var row = new ConversionReportRow
        {
            Network = AdNetwork.GoogleAds,
            AccountId = accountId,
            Kind = kind,
            Date = DateTime.TryParseExact(segments.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            CampaignId = item.Text("campaign", "id"),
            Campaign = item.Text("campaign", "name"),
            Device = Device(segments.Text("device")),
            ActionId = GoogleAdsActions.LastPart(segments.Text("conversionAction")),
            Action = segments.Text("conversionActionName"),
            Category = segments.Text("conversionActionCategory"),
            Conversions = metrics.Decimal("conversions" + suffix),
            Value = metrics.Decimal("conversionsValue" + suffix),
            AllConversions = metrics.Decimal("allConversions" + suffix),
            AllValue = metrics.Decimal("allConversionsValue" + suffix),
            Clicks = metrics.Whole("clicks"),
            Cost = cost,
        };
        return (row.Conversions ?? 0, row.Value ?? 0, row.AllConversions ?? 0, row.AllValue ?? 0, row.Clicks ?? 0, cost ?? 0) == (0, 0, 0, 0, 0, 0) ? null : row;
    }

    private static string[] Conversions(ReportDateBasis basis)
    {
        var suffix = basis == ReportDateBasis.Conversion ? "_by_conversion_date" : "";
        return [$"metrics.conversions{suffix}", $"metrics.conversions_value{suffix}", $"metrics.all_conversions{suffix}", $"metrics.all_conversions_value{suffix}"];
    }

    private static string Select(ConversionReportQuery query, string[] actions, string[] metrics)
    {
        var byCampaign = query.By.HasFlag(ReportDivision.Campaign);
        IEnumerable<string> fields =
        [
            .. byCampaign ? ["campaign.id", "campaign.name"] : Array.Empty<string>(),
            .. query.By.HasFlag(ReportDivision.Day) ? ["segments.date"] : Array.Empty<string>(),
            .. query.By.HasFlag(ReportDivision.Device) ? ["segments.device"] : Array.Empty<string>(),
            .. actions,
            .. metrics,
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", fields)} FROM {(byCampaign ? "campaign" : "customer")} WHERE segments.date BETWEEN '{query.From:yyyy-MM-dd}' AND '{query.To:yyyy-MM-dd}'");
    }

    private static ReportDevice? Device(string? name) => name switch
    {
        null => null,
        "MOBILE" => ReportDevice.Mobile,
        "DESKTOP" => ReportDevice.Desktop,
        "TABLET" => ReportDevice.Tablet,
        "CONNECTED_TV" => ReportDevice.ConnectedTv,
        _ => ReportDevice.Other,
    };
}
