using System.Globalization;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>
/// Queries with segments and metrics (contract A.10): FROM campaign or customer, divided by day, device and conversion action or category.
/// Days are those of the account's zone, back to where daily figures are kept; older ones have no rows, as what Google answers there is not established.
/// </summary>
internal sealed class ReportSearch(WorldStore world, int campaignsPerAccount)
{
    private static readonly string[] s_traffic = ["metrics.impressions", "metrics.clicks", "metrics.cost_micros"];

    private readonly SearchResource _campaign = ReportResources.Campaign(campaignsPerAccount);

    /// <summary>True for a query that names a segment or metric.</summary>
    public static bool IsMeant(GaqlQuery query) => query.Fields.Concat(query.Conditions.Select(c => c.Field)).Concat(query.Order.Select(o => o.Field)).Any(f => IsSegment(f) || IsMetric(f));

    /// <exception cref="GaqlException">Google does not answer it, or this world cannot.</exception>
    public SearchResult Run(GoogleAdsCall call, GaqlQuery query)
    {
        bool byCampaign = query.Resource == _campaign.Name;
        if (!byCampaign && query.Resource != CustomerResources.Customer.Name)
        {
            throw new GaqlException("PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE", $"Segments and metrics cannot be selected with resource '{query.Resource}'.");
        }

        SearchField[] fields = [.. query.Fields.Select(f => Find(f, byCampaign, call.Version, "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"))];
        SearchField name = Find(query.Resource + ".resource_name", byCampaign, call.Version, "");
        fields = Array.Exists(fields, f => f.Name == name.Name) ? fields : [name, .. fields];
        SearchField[] metrics = [.. fields.Where(f => IsMetric(f.Name))];
        Refuse(call, query, fields);

        (DateOnly first, DateOnly last) = Days(query);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(call.Account.TimeZone);
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(world.Now, zone).DateTime);
        DateOnly oldest = today.AddMonths(-GoogleLimits.MonthsOfDailyFigures);
        AdCampaign[] campaigns = AdCampaign.Of(call.Account.Id, campaignsPerAccount);
        AdReport report = world.Read(tables => new AdReport(
            tables, Network.GoogleAds, campaigns, tables.Actions.OwnedBy(call.Account.ConversionCustomerId).Select(Target),
            zone, first < oldest ? oldest : first, last > today ? today : last));

        var owners = campaigns.ToDictionary(c => c.Id, c => ReportResources.Row(c, call));
        var customer = new SearchRow(("customer", CustomerResources.Describe(call)));
        SearchCondition[] conditions =
        [
            .. query.Conditions.Where(c => !IsSegment(c.Field)).Select(c => new SearchCondition(Find(c.Field, byCampaign, call.Version, "PROHIBITED_RESOURCE_TYPE_IN_WHERE_CLAUSE"), c)),
        ];
        bool isAsked = Array.TrueForAll(conditions, c => byCampaign || c.Holds(customer));
        AdDivision by = Division(fields, byCampaign);
        bool byCategory = Has(fields, "segments.conversion_action_category") && !Has(fields, "segments.conversion_action") && !Has(fields, "segments.conversion_action_name");
        IEnumerable<AdReportRow> drawn = report.Rows(
            by,
            c => isAsked && Array.TrueForAll(conditions, condition => !byCampaign || condition.Holds(owners[c.Id])));
        IEnumerable<ReportRow> rows = (byCategory ? ByCategory(drawn) : drawn)
            .Where(_ => isAsked)
            .Select(r => new ReportRow(r, r.Campaign is null ? customer : owners[r.Campaign.Id], call.Account.ConversionCustomerId));

        // With a segment, rows without any figure are left out.
        if ((by & ~AdDivision.Campaign) != AdDivision.None)
        {
            rows = rows.Where(r => r.HasAny(metrics));
        }

        if (query.Order.Count > 0)
        {
            (SearchField Field, int Sign)[] order = [.. query.Order.Select(o => (fields.First(f => f.Name == o.Field), o.Descending ? -1 : 1))];
            rows = rows.Order(Comparer<ReportRow>.Create((a, b) => order.Select(o => Compare(a.Value(o.Field), b.Value(o.Field)) * o.Sign).FirstOrDefault(c => c != 0)));
        }

        return new SearchResult(fields, query.Limit is int limit ? rows.Take(limit) : rows);
    }

    private static void Refuse(GoogleAdsCall call, GaqlQuery query, SearchField[] fields)
    {
        if (call.Account.IsManager && Array.Exists(fields, f => IsMetric(f.Name)))
        {
            throw new GaqlException("REQUESTED_METRICS_FOR_MANAGER", "Metrics cannot be requested for a manager account. To retrieve metrics, issue separate requests against each client account under the manager account.");
        }

        SearchField? ofAction = Array.Find(fields, f => f.Name.StartsWith("segments.conversion_action", StringComparison.Ordinal));
        string[] traffic = [.. fields.Select(f => f.Name).Where(s_traffic.Contains)];
        if (ofAction is not null && traffic.Length > 0)
        {
            throw new GaqlException("PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE",
                $"Cannot select or filter on the following segments: '{ofAction.Name}' (at least one of these segments is incompatible with the following metrics: '{string.Join("', '", traffic)}').");
        }

        if (query.Conditions.FirstOrDefault(c => IsMetric(c.Field) || (IsSegment(c.Field) && c.Field != "segments.date")) is GaqlCondition condition)
        {
            // Google lets these be filtered once they are selected; this sandbox does not know how.
            throw Has(fields, condition.Field)
                ? new GaqlException("PROHIBITED_FIELD_IN_WHERE_CLAUSE", $"The following field is not filterable here: '{condition.Field}'.")
                : new GaqlException("EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE", $"The following field must be present in SELECT clause: '{condition.Field}'.");
        }

        if (query.Order.FirstOrDefault(o => !Has(fields, o.Field)) is GaqlOrder order)
        {
            throw new GaqlException("EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE", $"The following field must be present in SELECT clause: '{order.Field}'.");
        }

        if (Has(fields, "segments.date") && !query.Conditions.Any(c => c.Field == "segments.date"))
        {
            throw new GaqlException("EXPECTED_FILTERS_ON_DATE_RANGE", "The query is segmented by date and needs a finite date range in its WHERE clause.");
        }
    }

    /// <summary>First and last day asked for.</summary>
    private static (DateOnly First, DateOnly Last) Days(GaqlQuery query)
    {
        DateOnly first = DateOnly.MinValue;
        DateOnly last = DateOnly.MaxValue;
        foreach (GaqlCondition condition in query.Conditions.Where(c => c.Field == "segments.date"))
        {
            DateOnly[] days = [.. condition.Values.Select(Day)];
            (DateOnly from, DateOnly to) = condition.Operator switch
            {
                "=" => (days[0], days[0]),
                "BETWEEN" => (days[0], days[1]),
                ">=" => (days[0], DateOnly.MaxValue),
                ">" => (days[0].AddDays(1), DateOnly.MaxValue),
                "<=" => (DateOnly.MinValue, days[0]),
                "<" => (DateOnly.MinValue, days[0].AddDays(-1)),
                _ => throw new GaqlException("OPERATOR_FIELD_MISMATCH", $"The operator {condition.Operator} cannot be used with 'segments.date'."),
            };
            first = from > first ? from : first;
            last = to < last ? to : last;
        }

        bool isFinite = first != DateOnly.MinValue && last != DateOnly.MaxValue;
        return isFinite && first > last ? throw new GaqlException("DATE_RANGE_TOO_NARROW", "The date range ends before it begins.")
            : !isFinite && query.Fields.Contains("segments.date") ? throw new GaqlException("EXPECTED_FILTERS_ON_DATE_RANGE", "The date range of the WHERE clause is not finite.")
            : (first, last);
    }

    private static DateOnly Day(GaqlToken value) => DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && value.Kind == GaqlTokenKind.Quoted
        ? day
        : throw new GaqlException("INVALID_DATE_FORMAT", $"Invalid date format: '{value.Text}'. Expected 'YYYY-MM-DD'.");

    private static AdDivision Division(SearchField[] fields, bool byCampaign) =>
        (byCampaign ? AdDivision.Campaign : AdDivision.None)
        | (Has(fields, "segments.date") ? AdDivision.Day : AdDivision.None)
        | (Has(fields, "segments.device") ? AdDivision.Device : AdDivision.None)
        | (Array.Exists(fields, f => f.Name.StartsWith("segments.conversion_action", StringComparison.Ordinal)) ? AdDivision.Target : AdDivision.None);

    // Actions come last in the order rows are drawn, so those of one category and cell stand together.
    private static IEnumerable<AdReportRow> ByCategory(IEnumerable<AdReportRow> rows)
    {
        var cell = new List<AdReportRow>();
        foreach (AdReportRow row in rows)
        {
            if (cell.Count > 0 && (cell[0].Day, cell[0].Campaign, cell[0].Device) != (row.Day, row.Campaign, row.Device))
            {
                foreach (AdReportRow sum in Sums(cell))
                {
                    yield return sum;
                }

                cell.Clear();
            }

            cell.Add(row);
        }

        foreach (AdReportRow sum in Sums(cell))
        {
            yield return sum;
        }
    }

    private static AdReportRow[] Sums(List<AdReportRow> cell) => cell.GroupBy(r => r.Target!.Category).Select(c => c.Aggregate((a, b) => a with
    {
        ByClickDate = a.ByClickDate + b.ByClickDate,
        ByConversionDate = a.ByConversionDate + b.ByConversionDate,
    })).ToArray();

    private static AdTarget Target(StoredAction action) => new(
        action.Id,
        action.Name,
        (string)action.Resource["category"]!,
        (bool?)action.Resource["primaryForGoal"] != false && (bool?)action.Resource["includeInConversionsMetric"] != false,
        (double?)action.Resource["valueSettings"]?["defaultValue"] ?? 0,
        action.AlwaysUsesDefaultValue,
        action.Type == "WEBPAGE" && !action.IsRemoved);

    private SearchField Find(string field, bool byCampaign, int version, string otherResource) =>
        !byCampaign && field.StartsWith("campaign.", StringComparison.Ordinal)
            ? throw new GaqlException(otherResource, $"Cannot select or filter on resource 'campaign' in a query FROM customer: '{field}'.")
            : SearchField.Find(field, [_campaign, CustomerResources.Customer, ReportResources.Segments, ReportResources.Metrics], version);

    private static int Compare(IComparable a, IComparable b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : a.CompareTo(b);

    private static bool Has(SearchField[] fields, string name) => Array.Exists(fields, f => f.Name == name);

    private static bool IsSegment(string field) => field.StartsWith("segments.", StringComparison.Ordinal);

    private static bool IsMetric(string field) => field.StartsWith("metrics.", StringComparison.Ordinal);
}
