using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Reports;

namespace EnhancedConversions.Core.Tests.Reports;

public sealed class ConversionObjectiveTests
{
    private static ConversionReportRow Row(string? action, decimal conversions, decimal value = 0, bool? tracked = false) => new()
    {
        Network = AdNetwork.GoogleAds,
        AccountId = "1234567890",
        Kind = ReportRowKind.Conversions,
        CampaignId = "1",
        Campaign = "A",
        Action = action,
        Conversions = conversions,
        Value = value,
        AllConversions = conversions,
        AllValue = value,
        NetworkTracked = tracked,
    };

    private static ConversionReportRow Cost(long clicks, decimal cost) => Row(null, 0) with { Kind = ReportRowKind.Cost, Conversions = null, Value = null, AllConversions = null, AllValue = null, Clicks = clicks, Cost = cost };

    private static ObjectiveWeight Weight(string metric, decimal weight, decimal? mobile = null, ObjectiveMeasure measure = ObjectiveMeasure.Count) => new() { Metric = metric, Weight = weight, MobileWeight = mobile, Measure = measure };

    private static ObjectiveValue[] Measure(ConversionObjectiveOptions options, params ConversionReportRow[] rows)
    {
        var objective = new ConversionObjective(options);
        Array.ForEach(rows, objective.Add);
        return [.. objective.GetValues()];
    }

    private static ConversionObjectiveOptions Options(params ObjectiveWeight[] weights) => new(new ObjectiveWeights(weights, 0), ObjectiveDivision.Campaign, IncludeSecondary: false, ExcludeNetworkTracked: false);

    [Fact]
    public void The_documented_example_is_775_with_five_leads_the_network_tracks_left_out()
    {
        var options = Options(Weight("Cart addition", 25), Weight("Revenue", 1, measure: ObjectiveMeasure.Value), Weight("Download", 0.5m), Weight("Lead", 100)) with { ExcludeNetworkTracked = true };

        var value = Assert.Single(Measure(options, Row("Cart addition", 10), Row("Revenue", 4, 500), Row("Download", 50), Row("Lead", 5, tracked: true)));

        Assert.Equal(775, value.Value);
        Assert.Equal(5, value.NetworkTrackedConversions);
        Assert.Equal([250m, 500m, 25m], value.Metrics.Select(m => m.Weighted));
    }

    [Fact]
    public void A_weight_no_row_is_of_is_told_with_the_nearest_action()
    {
        var objective = new ConversionObjective(Options(Weight("Signed contracts", 5), Weight("lead", 1), Weight("Nothing like it", 2)));
        Array.ForEach([Row("Signed contract", 1), Row("Lead", 0), Cost(5, 1)], objective.Add);

        Assert.Equal([("Signed contracts", "Signed contract"), ("Nothing like it", null)], objective.GetUnseenMetrics());
    }

    [Fact]
    public void Relative_weights_keep_their_proportion()
    {
        var weights = new ObjectiveWeights([Weight("a", 20), Weight("b", 40, 10), Weight("c", 30), Weight("d", 0)], 2).Normalize();

        Assert.Equal([1m, 2m, 1.5m, 0m], weights.Metrics.Select(w => w.Weight));
        Assert.Equal((0.5m, 0.1m), (weights.Metrics[1].MobileWeight, weights.ClickWeight));
        Assert.Equal("NothingToNormalize", Assert.Throws<ConversionException>(() => new ObjectiveWeights([Weight("a", 0)], 0).Normalize()).ErrorId);
    }

    [Fact]
    public void Phones_weigh_otherwise_and_clicks_add_theirs()
    {
        var options = Options(Weight("Call", 10, 4)) with { Weights = new ObjectiveWeights([Weight("Call", 10, 4)], 0.01m) };

        var value = Assert.Single(Measure(options, Row("call", 3) with { Device = ReportDevice.Mobile }, Row("CALL", 2) with { Device = ReportDevice.Desktop }, Cost(200, 16)));

        Assert.Equal((34m, 2m, 200L, 16m, 34m / 16), (value.Value, value.ClickValue, value.Clicks, value.Cost, value.ValuePerCost));
    }

    [Fact]
    public void Values_are_given_by_account_campaign_and_day()
    {
        var options = Options(Weight("a", 1));
        ConversionReportRow[] rows =
        [
            Row("a", 1) with { Date = new(2026, 11, 2) },
            Row("a", 2) with { Date = new(2026, 11, 1) },
            Row("a", 4) with { Date = new(2026, 11, 1), CampaignId = "2", Campaign = "B" },
            Row("a", 8) with { Date = new(2026, 11, 1), AccountId = "9" },
        ];

        Assert.Equal([3m, 4m, 8m], Measure(options, rows).Select(v => v.Value));
        Assert.Equal([7m, 8m], Measure(options with { By = ObjectiveDivision.Account }, rows).Select(v => v.Value));
        Assert.Equal([6m, 1m, 8m], Measure(options with { By = ObjectiveDivision.Day }, rows).Select(v => v.Value));
        Assert.Equal([2m, 4m, 1m, 8m], Measure(options with { By = ObjectiveDivision.Day | ObjectiveDivision.Campaign }, rows).Select(v => v.Value));
    }

    [Fact]
    public void Secondary_actions_count_when_asked_and_actions_without_weight_are_named()
    {
        var rows = new[] { Row("a", 1) with { AllConversions = 5 }, Row("b", 2) };

        Assert.Equal((1m, "b"), Measure(Options(Weight("a", 1)), rows).Select(v => (v.Value, Assert.Single(v.Unweighted))).Single());
        Assert.Equal(5, Measure(Options(Weight("a", 1)) with { IncludeSecondary = true }, rows).Single().Value);
    }

    [Fact]
    public void An_action_may_weigh_by_count_and_by_value() =>
        Assert.Equal(3 * 2 + 70, Measure(Options(Weight("a", 2), Weight("a", 1, measure: ObjectiveMeasure.Value)), Row("a", 3, 70)).Single().Value);

    [Fact]
    public void Conversions_of_which_tracking_is_unknown_are_counted_and_told()
    {
        var objective = new ConversionObjective(Options(Weight("a", 1)) with { ExcludeNetworkTracked = true });
        objective.Add(Row("a", 3, tracked: null));

        Assert.True(objective.HasUnknownTracking);
        Assert.Equal(3, objective.GetValues().Single().Value);
    }

    [Fact]
    public void Rows_that_are_not_divided_as_needed_are_refused()
    {
        Assert.Equal("NotDividedByAction", Refusal(Options(Weight("a", 1)), Row(null, 3)));
        Assert.Equal("NotDividedByCampaign", Refusal(Options(Weight("a", 1)), Row("a", 3) with { Campaign = null, CampaignId = null }));
        Assert.Equal("NotDividedByDay", Refusal(Options(Weight("a", 1)) with { By = ObjectiveDivision.Day }, Row("a", 3)));
        Assert.Equal("NotDividedByDevice", Refusal(Options(Weight("a", 1, 2)), Row("a", 3)));

        static string Refusal(ConversionObjectiveOptions options, ConversionReportRow row) => Assert.Throws<ConversionException>(() => Measure(options, row)).ErrorId;
    }

    [Fact]
    public void Weights_that_say_nothing_or_twice_are_refused()
    {
        Assert.Equal("NoWeights", Assert.Throws<ConversionException>(() => new ObjectiveWeights([], 0)).ErrorId);
        Assert.Equal("WeightInvalid", Assert.Throws<ConversionException>(() => new ObjectiveWeights([Weight("a", -1)], 0)).ErrorId);
        Assert.Equal("WeightInvalid", Assert.Throws<ConversionException>(() => new ObjectiveWeights([Weight("a", 1), Weight("A", 2)], 0)).ErrorId);
        Assert.Equal("WeightInvalid", Assert.Throws<ConversionException>(() => ObjectiveWeightReader.Read("a", "much")).ErrorId);
        Assert.Equal("WeightInvalid", Assert.Throws<ConversionException>(() => ObjectiveWeightReader.Read("a", new Dictionary<string, object?> { ["Wieght"] = 1 })).ErrorId);
    }

    [Fact]
    public void Weights_are_read_from_csv()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("w.csv"), "metric;WEIGHT;MobileWeight;Measure\nPhone order;1.5;;value\nLead;25;20;\n");

        Assert.Equal([Weight("Phone order", 1.5m, measure: ObjectiveMeasure.Value), Weight("Lead", 25, 20)], ObjectiveWeightReader.ReadCsv(folder.PathOf("w.csv")));
        File.WriteAllText(folder.PathOf("w.csv"), "a,b\n1,2\n");
        Assert.Equal("WeightFileNotReadable", Assert.Throws<ConversionException>(() => ObjectiveWeightReader.ReadCsv(folder.PathOf("w.csv"))).ErrorId);
        Assert.Equal("WeightFileNotReadable", Assert.Throws<ConversionException>(() => ObjectiveWeightReader.ReadCsv(folder.PathOf("none.csv"))).ErrorId);
    }

    [Theory]
    [InlineData("de-DE", "12,5", "15.11.2026 00:00:00")]
    [InlineData("de-DE", "12.5", "2026-11-15")]
    [InlineData("en-US", "12.5", "11/15/2026 00:00:00")]
    public void Exported_rows_are_read_back(string culture, string number, string day)
    {
        var row = new ReportRowReader(CultureInfo.GetCultureInfo(culture)).Read(new Dictionary<string, object?>
        {
            ["Network"] = "MicrosoftAdvertising",
            ["Action"] = "a",
            ["conversions"] = number,
            ["Value"] = "",
            ["Date"] = day,
            ["NetworkTracked"] = "True",
            ["Device"] = "Mobile",
        });

        Assert.Equal((AdNetwork.MicrosoftAdvertising, "a", 12.5m, null, new DateTime(2026, 11, 15), true, ReportDevice.Mobile), (row.Network, row.Action, row.Conversions, row.Value, row.Date, row.NetworkTracked, row.Device));
    }

    [Theory]
    [InlineData("Conversions", "many")]
    [InlineData("Conversions", "1.250,00")]
    [InlineData("Date", "soon")]
    [InlineData("Device", "Fridge")]
    [InlineData("NetworkTracked", "perhaps")]
    public void A_value_that_is_none_is_refused_with_its_row(string property, string value)
    {
        var reader = new ReportRowReader(CultureInfo.InvariantCulture);
        var cells = new Dictionary<string, object?> { ["Conversions"] = 1, [property] = value };

        var refusal = Assert.Throws<ConversionException>(() => reader.Read(cells));

        Assert.Equal("ReportRowNotReadable", refusal.ErrorId);
        Assert.StartsWith("Row 1: " + property, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_conversions_is_no_report_row() =>
        Assert.Equal("ReportRowNotReadable", Assert.Throws<ConversionException>(() => new ReportRowReader(CultureInfo.InvariantCulture).Read(new Dictionary<string, object?> { ["Clicks"] = 1, ["Signed contract"] = 3 })).ErrorId);
}
