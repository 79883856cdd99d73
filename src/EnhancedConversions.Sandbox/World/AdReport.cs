namespace EnhancedConversions.Sandbox.World;

/// <summary>What a report is divided by.</summary>
[Flags]
internal enum AdDivision
{
    None = 0,
    Day = 1,
    Campaign = 2,
    Device = 4,
    Target = 8,
}

/// <summary>An action or goal, as a report knows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Category">Its category.</param>
/// <param name="CountsForBidding">False leaves its conversions out of the figures that bidding goes by.</param>
/// <param name="DefaultValue">Value of a conversion that brings none.</param>
/// <param name="AlwaysDefault">True when a conversion's own value is left out of account.</param>
/// <param name="IsOnWebsite">True when the network counts its conversions on the website itself.</param>
internal sealed record AdTarget(long Id, string Name, string Category, bool CountsForBidding, double DefaultValue, bool AlwaysDefault, bool IsOnWebsite);

/// <summary>Conversions and what they are worth, for bidding and all of them.</summary>
internal readonly record struct AdFigures(double Conversions, double Value, double AllConversions, double AllValue)
{
    public static AdFigures operator +(AdFigures a, AdFigures b) =>
        new(a.Conversions + b.Conversions, a.Value + b.Value, a.AllConversions + b.AllConversions, a.AllValue + b.AllValue);
}

/// <summary>One row: what it is about, as far as the report is divided by it, and its figures.</summary>
internal sealed record AdReportRow(DateOnly? Day, AdCampaign? Campaign, AdDevice? Device, AdTarget? Target, AdTraffic Traffic, AdFigures ByClickDate, AdFigures ByConversionDate);

/// <summary>
/// What an account's ads brought in some days: clicks and cost, conversions uploaded and attributed, conversions counted on the website.
/// A conversion counts 1 on the day of its click, and again, in other figures, on its own day. It counts also where its action takes one a click only.
/// No exchange rates are known: a value in another currency than the account's is taken as it is.
/// </summary>
internal sealed class AdReport
{
    private static readonly AdDevice[] s_devices = Enum.GetValues<AdDevice>();

    private readonly AdCampaign[] _campaigns;
    private readonly AdTarget[] _targets;
    private readonly DateOnly[] _days;
    private readonly Dictionary<(int Campaign, AdDevice Device, DateOnly Day, long Target), AdFigures> _byClickDate = [];
    private readonly Dictionary<(int Campaign, AdDevice Device, DateOnly Day, long Target), AdFigures> _byConversionDate = [];

    /// <param name="tables">The world.</param>
    /// <param name="network">The network.</param>
    /// <param name="campaigns">The account's campaigns.</param>
    /// <param name="targets">Its actions or goals.</param>
    /// <param name="zone">The zone in which its days begin.</param>
    /// <param name="first">First day.</param>
    /// <param name="last">Last day; both are counted.</param>
    public AdReport(WorldTables tables, Network network, AdCampaign[] campaigns, IEnumerable<AdTarget> targets, TimeZoneInfo zone, DateOnly first, DateOnly last)
    {
        _campaigns = campaigns;
        _targets = [.. targets];
        _days = last < first ? [] : [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)];
        Dictionary<long, AdTarget> known = _targets.ToDictionary(t => t.Id);
        tables.Conversions.EachAttributed(network, (id, key, number, time, sent) =>
        {
            if (!known.TryGetValue(id, out AdTarget? target) || !tables.Adjustments.Adjust(network, id, key, ref sent))
            {
                return;
            }

            AdClick click = AdClick.FromNumber(number);
            double value = target.AlwaysDefault ? target.DefaultValue : sent ?? target.DefaultValue;
            AdFigures figures = target.CountsForBidding ? new(1, value, 1, value) : new(0, 0, 1, value);
            Add(_byClickDate, DayOf(time - click.Before));
            Add(_byConversionDate, DayOf(time));

            void Add(Dictionary<(int, AdDevice, DateOnly, long), AdFigures> cells, DateOnly day)
            {
                if (day >= first && day <= last)
                {
                    var cell = (click.CampaignLot % campaigns.Length, click.Device, day, id);
                    cells[cell] = cells.GetValueOrDefault(cell) + figures;
                }
            }
        });

        DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
    }

    /// <summary>The rows, made as they are drawn: by day, campaign, device, action, in this order.</summary>
    public IEnumerable<AdReportRow> Rows(AdDivision by, Func<AdCampaign, bool> isWanted)
    {
        int[] campaigns = [.. Enumerable.Range(0, _campaigns.Length).Where(i => isWanted(_campaigns[i]))];
        foreach (DateOnly[] days in Divide(_days, by.HasFlag(AdDivision.Day)))
        {
            foreach (int[] some in Divide(campaigns, by.HasFlag(AdDivision.Campaign)))
            {
                foreach (AdDevice[] device in Divide(s_devices, by.HasFlag(AdDivision.Device)))
                {
                    foreach (AdTarget[] target in Divide(_targets, by.HasFlag(AdDivision.Target)))
                    {
                        AdReportRow row = Sum(days, some, device, target);
                        yield return row with
                        {
                            Day = by.HasFlag(AdDivision.Day) ? days[0] : null,
                            Campaign = by.HasFlag(AdDivision.Campaign) ? _campaigns[some[0]] : null,
                            Device = by.HasFlag(AdDivision.Device) ? device[0] : null,
                            Target = by.HasFlag(AdDivision.Target) ? target[0] : null,
                        };
                    }
                }
            }
        }
    }

    // Each one alone, or all of them together.
    private static IEnumerable<T[]> Divide<T>(T[] items, bool divide) => divide ? items.Select(i => new[] { i }) : [items];

    private AdReportRow Sum(DateOnly[] days, int[] campaigns, AdDevice[] devices, AdTarget[] targets)
    {
        AdTraffic traffic = default;
        AdFigures byClickDate = default;
        AdFigures byConversionDate = default;
        foreach (DateOnly day in days)
        {
            foreach (int campaign in campaigns)
            {
                foreach (AdDevice device in devices)
                {
                    AdTraffic cell = AdTraffic.Of(_campaigns[campaign], device, day);
                    traffic += cell;
                    foreach (AdTarget target in targets)
                    {
                        if (target.IsOnWebsite)
                        {
                            double count = cell.WebsiteConversions;
                            double value = count * target.DefaultValue;
                            AdFigures website = target.CountsForBidding ? new(count, value, count, value) : new(0, 0, count, value);
                            byClickDate += website;
                            byConversionDate += website;
                        }

                        byClickDate += _byClickDate.GetValueOrDefault((campaign, device, day, target.Id));
                        byConversionDate += _byConversionDate.GetValueOrDefault((campaign, device, day, target.Id));
                    }
                }
            }
        }

        return new AdReportRow(null, null, null, null, traffic, byClickDate, byConversionDate);
    }
}
