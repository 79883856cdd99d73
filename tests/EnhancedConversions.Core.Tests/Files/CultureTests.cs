using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.EndToEnd;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Files;

/// <summary>The culture of the process must not change what a file means.</summary>
public sealed class CultureTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public void Dispose() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = _before;

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public async Task An_upload_sends_the_same_bytes_under_every_culture(string culture)
    {
        const string Csv = "Parameters:TimeZone=europe/berlin\nEMAIL,Phone Number,Conversion Name,CONVERSION TIME,Conversion Value,Conversion Currency\nI.INCI@EXAMPLE.COM,+1 212-555-0101,Qualified lead,11/02/2026 9:30:00 AM,1234.50,inr\n";
        var expected = await BodiesAsync(Csv);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal(expected, await BodiesAsync(Csv));
        Assert.Contains("\"2026-11-02T09:30:00+01:00\"", expected[0], StringComparison.Ordinal);
        Assert.Contains("1234.50", expected[0], StringComparison.Ordinal);
        Assert.Equal("Go on after 2026-11-20 12:00 UTC.", NetworkErrors.LimitReached(AdNetwork.GoogleAds, "do it", "No.", FixedClock.Noon().GetUtcNow()).RecommendedAction);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void A_file_means_the_same_under_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        using var folder = new TemporaryFolder();
        var options = new ConversionTemplateOptions { Network = AdNetwork.GoogleAds, TimeZone = "europe/istanbul", IncludeOptional = true };
        object?[] row = ["I.Inci@example.com", "+18005550100", "Signed contract", new DateTime(2026, 11, 2, 9, 30, 0), 1234.5m, "inr", "DENIED", "granted", "İ-1", "Cj0"];
        const string Expected = "I.Inci@example.com | +18005550100 | Signed contract | 2026-11-02T09:30:00+03:00 | Europe/Istanbul | 1234.5 | INR | Denied | Granted | İ-1 | Cj0 |  |  |  | ";

        ConversionTemplate.Write(folder.PathOf("a.xlsx"), options, [row]);
        ConversionTemplate.Write(folder.PathOf("a.csv"), options, [row]);
        var typed = ConversionTemplate.GetColumns(options).Select(f => f.ToString().ToLowerInvariant()).Zip(row, KeyValuePair.Create);

        Assert.Equal(Expected, ReadFiles.Row(folder.PathOf("a.xlsx")).Dump());
        Assert.Equal(Expected, ReadFiles.Row(folder.PathOf("a.csv")).Dump());
        Assert.Equal(Expected, new ConversionRowReader(new ConversionFileOptions { TimeZone = "Europe/Istanbul" }).Read(typed, new RowSource(null, null, 1)).Dump());
        Assert.Equal("2026-08-14T17:01:54+00:00", ReadFiles.Cell("CONVERSION TIME", "Aug 14, 2026 5:01:54 PM utc").ConversionTime.ToString());
        Assert.Equal("MICROSOFT", ReadFiles.Cell("MICROSOFT CLICK ID", "MICROSOFT").MicrosoftClickId);
        Assert.Equal("GoogleAds Signed contract 2026-11-02T09:30:00+03:00", ConversionHasher.Hash(ReadFiles.Row(folder.PathOf("a.csv")), AdNetwork.GoogleAds, null, FixedClock.Noon(), out _)!.ToString());
        Assert.Contains("2026-03-29 02:00 to 2026-03-29 03:00", Assert.Single(ReadFiles.Cell("Conversion Time", "2026-03-29 02:30:00 Europe/Berlin").Findings).Message, StringComparison.Ordinal);
    }

    private static async Task<string[]> BodiesAsync(string csv)
    {
        using var rehearsal = new Rehearsal();
        var file = rehearsal.Write("leads.csv", csv);
        foreach (var network in Enum.GetValues<AdNetwork>())
        {
            Assert.Equal(UploadStatus.Accepted, Assert.Single(await rehearsal.SendAsync(network, file)).Status);
        }

        return [rehearsal.BodyOf("/events:ingest"), rehearsal.BodyOf("/OfflineConversions/Apply")];
    }
}
