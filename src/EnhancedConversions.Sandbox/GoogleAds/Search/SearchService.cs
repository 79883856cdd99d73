using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary><c>googleAds:search</c> and <c>googleAds:searchStream</c> (contract A.1).</summary>
internal sealed class SearchService(WorldStore world, SandboxOptions options)
{
    private readonly ReportSearch _reports = new(world, options.CampaignsPerAccount);

    private readonly SearchResource[] _resources =
    [
        UploadSummaryResources.ForClient(world),
        UploadSummaryResources.ForAction(world),
        CurrencyResource.Resource,
        CustomVariableResource.Resource,
        CustomerResources.Customer,
        CustomerResources.CustomerClient,
        ReportResources.Campaign(options.CampaignsPerAccount),
        new("conversion_action", ConversionActionMessages.ConversionAction, (call, tables) => tables.Actions
            .OwnedBy(call.Account.ConversionCustomerId)
            .Select(a => new SearchRow(("conversion_action", JsonSerializer.SerializeToElement(a.Resource)), ("customer", CustomerResources.Describe(call))))),
    ];

    public SandboxResponse Search(GoogleAdsCall call)
    {
        if (call.Body.TryGet("pageSize"u8, out _))
        {
            return GoogleAdsFailure.Answer(call.Version, GoogleAdsErrors.PageSizeNotSupported());
        }

        int from = 0;
        if (call.Body.Text("pageToken"u8) is { Length: > 0 } token && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from) || from % GoogleLimits.RowsPerPage != 0))
        {
            return GoogleAdsFailure.Answer(call.Version, GoogleAdsErrors.InvalidPageToken());
        }

        return Answer(call, (json, result) =>
        {
            json.WriteStartObject();
            bool hasSettings = call.Body.TryGet("searchSettings"u8, out JsonElement settings);
            if (!call.Body.Flag("validateOnly"u8) && !(hasSettings && settings.Flag("omitResults"u8)))
            {
                List<ISearchRow> page = [.. result.Rows.Skip(from).Take(GoogleLimits.RowsPerPage + 1)];
                bool hasMore = page.Count > GoogleLimits.RowsPerPage;
                result.WriteRows(json, hasMore ? page[..GoogleLimits.RowsPerPage] : page);
                if (hasMore)
                {
                    json.WriteString("nextPageToken", (from + GoogleLimits.RowsPerPage).ToString(CultureInfo.InvariantCulture));
                }
            }

            if (hasSettings && settings.Flag("returnTotalResultsCount"u8))
            {
                json.WriteString("totalResultsCount", result.Rows.Count().ToString(CultureInfo.InvariantCulture));
            }

            json.WriteString("fieldMask", result.FieldMask);
            json.WriteEndObject();
        });
    }

    public SandboxResponse SearchStream(GoogleAdsCall call) => Try(call, result => SandboxResponse.Streamed(Chunks(result)));

    // Made while they are read: a report is longer than what should be in memory at once.
    private static IEnumerable<byte[]> Chunks(SearchResult result)
    {
        byte separator = (byte)'[';
        foreach (ISearchRow[] rows in result.Rows.Chunk(GoogleLimits.RowsPerPage).DefaultIfEmpty([]))
        {
            yield return [separator];
            yield return SandboxResponse.Ok(json =>
            {
                json.WriteStartObject();
                result.WriteRows(json, rows);
                json.WriteString("fieldMask", result.FieldMask);
                json.WriteString("requestId", GoogleAdsFailure.NewRequestId());
                json.WriteEndObject();
            }).Body;
            separator = (byte)',';
        }

        yield return "]"u8.ToArray();
    }

    private SandboxResponse Answer(GoogleAdsCall call, Action<Utf8JsonWriter, SearchResult> write) => Try(call, result => SandboxResponse.Ok(json => write(json, result)));

    private SandboxResponse Try(GoogleAdsCall call, Func<SearchResult, SandboxResponse> answer)
    {
        try
        {
            GaqlQuery query = GaqlQuery.Parse(call.Body.Text("query"u8) ?? "");
            return answer(ReportSearch.IsMeant(query) ? _reports.Run(call, query) : Run(call, query)).With("request-id", GoogleAdsFailure.NewRequestId());
        }
        catch (GaqlException e)
        {
            return GoogleAdsFailure.Answer(call.Version, e.Error);
        }
    }

    private SearchResult Run(GoogleAdsCall call, GaqlQuery query)
    {
        SearchResource resource = Array.Find(_resources, r => r.Name == query.Resource)
            ?? throw new GaqlException("BAD_RESOURCE_TYPE_IN_FROM_CLAUSE", $"Invalid resource type specified in the FROM clause: '{query.Resource}'.");

        // The customer is joined to every resource.
        SearchResource[] known = resource == CustomerResources.Customer ? [resource] : [resource, CustomerResources.Customer];
        List<SearchField> fields = [.. query.Fields.Select(Find)];
        SearchField name = Find(resource.Name + ".resource_name");
        if (!fields.Exists(f => f.Name == name.Name))
        {
            fields.Insert(0, name);
        }

        SearchCondition[] conditions = [.. query.Conditions.Select(c => new SearchCondition(Find(c.Field), c))];
        var order = query.Order.Select(o => (Field: Find(o.Field), o.Descending)).ToArray();
        List<SearchRow> rows = world.Read(tables => resource.Rows(call, tables).Where(row => Array.TrueForAll(conditions, c => c.Holds(row))).ToList());
        if (order.Length > 0)
        {
            rows = [.. rows.Order(Comparer<SearchRow>.Create((a, b) => order.Select(o => Compare(a, b, o.Field) * (o.Descending ? -1 : 1)).FirstOrDefault(c => c != 0)))];
        }

        return new SearchResult(fields, query.Limit is int limit ? rows[..Math.Min(limit, rows.Count)] : rows);

        SearchField Find(string field) => SearchField.Find(field, known, call.Version);
    }

    private static int Compare(SearchRow a, SearchRow b, SearchField field)
    {
        string x = a.Get(field)?.ToString() ?? "";
        string y = b.Get(field)?.ToString() ?? "";
        return field.Wire.Kind is WireKind.Int32 or WireKind.Int64 or WireKind.Number
            && double.TryParse(x, CultureInfo.InvariantCulture, out double i) && double.TryParse(y, CultureInfo.InvariantCulture, out double j)
            ? i.CompareTo(j)
            : string.CompareOrdinal(x, y);
    }
}
