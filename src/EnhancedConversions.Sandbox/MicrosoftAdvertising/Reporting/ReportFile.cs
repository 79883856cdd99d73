using System.Globalization;
using System.IO.Compression;
using System.Text;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>A finished report: a ZIP archive with one CSV file in Microsoft's form.</summary>
internal static class ReportFile
{
    /// <summary>The rows of a report that have a figure.</summary>
    public static IEnumerable<AdReportRow> Rows(ReportOrder order, MicrosoftAccount account, WorldTables tables, DateTimeOffset now, int campaigns)
    {
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, order.Zone).DateTime);
        DateOnly oldest = today.AddMonths(-MicrosoftLimits.MonthsOfDailyFigures);
        var report = new AdReport(
            tables, Network.MicrosoftAdvertising, AdCampaign.Of(account.Id, campaigns), tables.Goals.OfAccount(account.Id).Select(Target),
            order.Zone, order.First < oldest ? oldest : order.First, order.Last > today ? today : order.Last);
        bool hasTraffic = order.Columns.Any(c => c is "Impressions" or "Clicks" or "Spend");
        return report.Rows(order.By, _ => true).Where(r => r.ByClickDate.AllConversions > 0 || (hasTraffic && r.Traffic.Impressions > 0));
    }

    public static byte[] Write(ReportOrder order, MicrosoftAccount account, IEnumerable<AdReportRow> rows)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var csv = new StreamWriter(zip.CreateEntry("Report.csv").Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            if (order.HasHeader)
            {
                csv.Write($"\"Report Name: {order.Name}\"\r\n\"Report Time: {order.First:yyyy-MM-dd} - {order.Last:yyyy-MM-dd}\"\r\n\"Time Zone: {order.Zone.Id}\"\r\n\"Potential Incomplete Data: true\"\r\n\r\n");
            }

            if (order.HasColumnHeaders)
            {
                csv.Write(string.Join(',', order.Columns.Select(Quote)) + "\r\n");
            }

            foreach (AdReportRow row in rows)
            {
                csv.Write(string.Join(',', order.Columns.Select(c => Quote(Cell(c, row, account, order.HasThousands)))) + "\r\n");
            }

            if (order.HasFooter)
            {
                csv.Write("\r\n\"©2026 Microsoft Corporation. All rights reserved. \"\r\n");
            }
        }

        return archive.ToArray();
    }

    private static string Cell(string column, AdReportRow row, MicrosoftAccount account, bool hasThousands) => column switch
    {
        "AccountId" => account.Id,
        "AccountName" => account.Name,
        "AccountNumber" => account.Number,
        "TimePeriod" => row.Day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "CampaignId" => row.Campaign!.Id.ToString(CultureInfo.InvariantCulture),
        "CampaignName" => row.Campaign!.Name,
        "DeviceType" => row.Device switch { AdDevice.Mobile => "Smartphone", AdDevice.Tablet => "Tablet", _ => "Computer" },
        "Goal" => row.Target!.Name,
        "GoalId" => row.Target!.Id.ToString(CultureInfo.InvariantCulture),
        "GoalType" => row.Target!.IsOnWebsite ? "Destination URL" : "Offline conversion",
        "Impressions" => row.Traffic.Impressions.ToString(CultureInfo.InvariantCulture),
        "Clicks" => row.Traffic.Clicks.ToString(CultureInfo.InvariantCulture),
        "Spend" => (row.Traffic.CostMicros / 1e6).ToString("0.00", CultureInfo.InvariantCulture),
        "ConversionsQualified" => row.ByClickDate.Conversions.ToString("0.00", CultureInfo.InvariantCulture),
        "AllConversionsQualified" => row.ByClickDate.AllConversions.ToString("0.00", CultureInfo.InvariantCulture),
        "Revenue" => Money(row.ByClickDate.Value, hasThousands),
        "AllRevenue" => Money(row.ByClickDate.AllValue, hasThousands),

        // Conversions, AllConversions and ViewThroughConversions have been zero since 2022 (contract 8).
        _ => "0",
    };

    private static string Money(double value, bool hasThousands) => value.ToString(hasThousands ? "#,0.00" : "0.00", CultureInfo.InvariantCulture);

    private static string Quote(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static AdTarget Target(StoredGoal goal) => new(
        goal.Id,
        goal.Name,
        (string?)goal.Fields["GoalCategory"] ?? "None",
        (bool?)goal.Fields["ExcludeFromBidding"] != true,
        (double?)goal.Fields["Revenue"]?["Value"] ?? 0,
        (string?)goal.Fields["Revenue"]?["Type"] is "FixedValue",
        goal is { Type: "Url", IsActive: true });
}
