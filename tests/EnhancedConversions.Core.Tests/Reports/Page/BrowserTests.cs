using System.Globalization;
using System.Text.Json.Nodes;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.EndToEnd;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Reports;
using EnhancedConversions.Reports.Page;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.Reports.Page;

/// <summary>The page as a real browser sees it. Runs where Chromium is installed.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string NotInstalled = "Chromium is not installed: how the page looks and what it asks for was not looked at.";

    private readonly Rehearsal _rehearsal = new();
    private readonly CountingServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _rehearsal.Dispose();
    }

    [SkippableFact]
    public async Task The_page_asks_for_nothing_and_complains_of_nothing()
    {
        Skip.If(Browser.Program is null, NotInstalled);
        await using var browser = await Browser.StartAsync(_server.Port);
        foreach (var html in new[] { await RehearsedPageAsync(), ReportPageTests.HostilePage() })
        {
            var page = Save(html);
            browser.Forget();
            await browser.OpenAsync(page, 1400, dark: false);
            Assert.Equal("complete", (string?)await browser.AskAsync("document.readyState"));
            Assert.Equal([page.AbsoluteUri], browser.Requests);
            Assert.Empty(browser.Complaints);

            // The style was let in by the policy.
            Assert.NotEqual("none", (string?)await browser.AskAsync("getComputedStyle(document.querySelector('.card')).borderTopStyle"));
        }

        Assert.Empty(_server.Knocks);
    }

    [SkippableFact]
    public async Task Even_markup_that_got_through_could_load_run_and_send_nothing()
    {
        Skip.If(Browser.Program is null, NotInstalled);
        await using var browser = await Browser.StartAsync(_server.Port);
        var smuggled =
            $$"""
            <script>window.smuggled = 1</script><img src="http://pictures.example.com/a.png" onerror="window.smuggled = 2"><img src="http://127.0.0.1:{{_server.Port}}/b.png">
            <link rel="stylesheet" href="http://127.0.0.1:{{_server.Port}}/c.css"><style>body { color: red }</style><iframe src="http://127.0.0.1:{{_server.Port}}/d"></iframe>
            <p id="late" style="color: red">late</p><form action="http://127.0.0.1:{{_server.Port}}/e"><button id="go">Go</button></form>
            """;
        var html = await RehearsedPageAsync();
        await browser.OpenAsync(Save(html.Replace("<footer>", smuggled + "<footer>", StringComparison.Ordinal)), 1400, dark: false);
        Assert.Null(await browser.AskAsync("window.smuggled ?? null"));
        Assert.NotEqual("rgb(255, 0, 0)", (string?)await browser.AskAsync("getComputedStyle(document.getElementById('late')).color"));
        await browser.AskAsync("document.getElementById('go').click(); new Promise(done => setTimeout(done, 300))");
        Assert.NotEmpty(browser.Complaints);
        Assert.Empty(_server.Knocks);

        // Without the policy the same markup knocks at the door: the counting works.
        var open = html.Replace("Content-Security-Policy", "X-Nothing", StringComparison.Ordinal).Replace("<footer>", smuggled + "<footer>", StringComparison.Ordinal);
        await browser.OpenAsync(Save(open), 1400, dark: false);
        Assert.Equal(1, (int?)await browser.AskAsync("window.smuggled === undefined ? 0 : 1"));
        Assert.Contains("pictures.example.com", _server.Knocks);
        Assert.True(_server.Knocks.Count >= 3);
    }

    [SkippableTheory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task It_fits_and_every_text_can_be_read(int width, bool dark)
    {
        Skip.If(Browser.Program is null, NotInstalled);
        await using var browser = await Browser.StartAsync(_server.Port);
        foreach (var (html, name) in new[] { (await RehearsedPageAsync(), "report"), (ReportPageTests.HostilePage(), "hostile") })
        {
            await browser.OpenAsync(Save(html), width, dark);
            await browser.AskAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
            Assert.True((bool?)await browser.AskAsync("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name}: it scrolls sideways");
            Assert.Empty(Strings(await browser.AskAsync(PageMeasures.Overlaps)));
            var colours = (await browser.AskAsync(PageMeasures.Contrasts))!;
            Assert.True((int)colours["measured"]! > 30, "there is something to read");
            Assert.Empty(Strings(colours["faint"]));
            Assert.Equal(dark, (bool?)await browser.AskAsync("matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(document.body).backgroundColor !== 'rgb(246, 246, 243)'"));
            await PictureAsync(browser, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{(dark ? "dark" : "light")}"), width);
        }
    }

    [SkippableFact]
    public async Task On_paper_it_is_light_and_whole()
    {
        Skip.If(Browser.Program is null, NotInstalled);
        await using var browser = await Browser.StartAsync(_server.Port);
        await browser.OpenAsync(Save(await RehearsedPageAsync()), 794, dark: true, print: true);
        Assert.Equal("rgb(255, 255, 255)", (string?)await browser.AskAsync("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("none", (string?)await browser.AskAsync("getComputedStyle(document.querySelector('nav')).display"));
        Assert.True((bool?)await browser.AskAsync("[...document.querySelectorAll('details table')].every(table => table.checkVisibility({ contentVisibilityAuto: true }) && table.getBoundingClientRect().height > 0)"), "folded figures are not printed");
        Assert.Empty(Strings((await browser.AskAsync(PageMeasures.Contrasts))!["faint"]));
        var pdf = await browser.SendAsync("Page.printToPDF", new JsonObject { ["printBackground"] = false, ["preferCSSPageSize"] = true });
        Keep("report.pdf", Convert.FromBase64String((string)pdf["data"]!));
    }

    [SkippableFact]
    public async Task A_keyboard_and_a_screen_reader_find_their_way()
    {
        Skip.If(Browser.Program is null, NotInstalled);
        await using var browser = await Browser.StartAsync(_server.Port);
        await browser.OpenAsync(Save(await RehearsedPageAsync()), 1400, dark: false);
        await PressAsync("Tab");
        Assert.Equal("#content", (string?)await browser.AskAsync("document.activeElement.getAttribute('href')"));
        Assert.True((bool?)await browser.AskAsync("document.activeElement.getBoundingClientRect().top >= 0"), "the link is seen while it has the focus");
        await PressAsync("Enter");
        Assert.Equal("content", (string?)await browser.AskAsync("document.activeElement.id"));
        await PressAsync("Tab");
        Assert.Equal("SUMMARY", (string?)await browser.AskAsync("document.activeElement.tagName"));
        await PressAsync("Enter");
        Assert.True((bool?)await browser.AskAsync("document.activeElement.parentElement.open"));

        // What a screen reader is told.
        await browser.SendAsync("Accessibility.enable");
        var nodes = (await browser.SendAsync("Accessibility.getFullAXTree"))["nodes"]!.AsArray().Where(node => (bool?)node!["ignored"] != true).ToList();
        string[] roles = [.. nodes.Select(node => (string?)node!["role"]?["value"] ?? "")];
        foreach (var role in new[] { "banner", "navigation", "main", "contentinfo" })
        {
            Assert.Single(roles, role);
        }

        Assert.All(nodes.Where(node => (string?)node!["role"]?["value"] is "image" or "img" or "region" or "table" or "article"), node => Assert.False(string.IsNullOrEmpty((string?)node!["name"]?["value"]), node.ToJsonString()));
        Assert.Contains(nodes, node => (string?)node!["role"]?["value"] is "image" or "img" && ((string?)node["description"]?["value"] ?? "").Contains("Attributed: not known yet", StringComparison.Ordinal));
        Assert.Contains("rowheader", roles);
        Assert.Contains("columnheader", roles);

        async Task PressAsync(string key)
        {
            foreach (var type in new[] { "keyDown", "keyUp" })
            {
                await browser.SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = key == "Tab" ? 9 : 13, ["text"] = type == "keyDown" && key == "Enter" ? "\r" : "" });
            }
        }
    }

    private static IEnumerable<string> Strings(JsonNode? list) => list!.AsArray().Select(item => (string)item!);

    // Pictures are kept for people who want to look: set PAGE_PICTURES to a folder.
    private static void Keep(string name, byte[] content)
    {
        if (Environment.GetEnvironmentVariable("PAGE_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private static async Task PictureAsync(Browser browser, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("PAGE_PICTURES") is { Length: > 0 })
        {
            await browser.AskAsync("document.querySelectorAll('details').forEach((part, index) => part.open = index === 0)");
            var height = (int)(await browser.AskAsync("document.documentElement.scrollHeight"))!;
            await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
            var picture = await browser.SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = true });
            Keep(name + ".png", Convert.FromBase64String((string)picture["data"]!));
        }
    }

    private Uri Save(string html) => new(_rehearsal.Write($"{Guid.NewGuid():N}.html", html));

    /// <summary>A month of uploads to both networks; Microsoft was asked nothing, Google partly.</summary>
    private async Task<string> RehearsedPageAsync()
    {
        var checks = new List<AccountCheck>();
        foreach (var network in Enum.GetValues<AdNetwork>())
        {
            await _rehearsal.SendAsync(network, RepositoryFiles.Find("examples/data/leads.csv"));
            var account = await _rehearsal.ConnectAsync(network);
            checks.AddRange((await account.Require<IAccountChecks>("check accounts").CheckAsync(default)).Select(check => check with { Account = account.ToString() }));
        }

        var end = _rehearsal.Clock.GetUtcNow();
        for (var day = 0; day < 12; day++)
        {
            _rehearsal.Clock.Advance(TimeSpan.FromDays(1));
            var rows = Enumerable.Range(0, 5 + (day * 7 % 23)).Select(i => string.Create(CultureInfo.InvariantCulture, $"lead.{day}.{i}@example.com,{(i % 11 == 5 ? "" : "Signed contract")},{end.AddDays(day - 3).AddMinutes(i):yyyy-MM-dd'T'HH:mm:ss'Z'},{i + 10},EUR"));
            var file = _rehearsal.Write($"leads-{day + 21}.csv", "Email,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\n" + string.Join('\n', rows));
            foreach (var network in Enum.GetValues<AdNetwork>())
            {
                await _rehearsal.SendAsync(network, file);
            }
        }

        var google = new UploadRefresh(await _rehearsal.ConnectAsync(AdNetwork.GoogleAds));
        var uploads = await Task.WhenAll((await ReportedUpload.ReadAsync(LedgerLocation.Parse(_rehearsal.Ledger), new UploadFilter(), default))
            .Select(async upload => upload.Upload.Network == AdNetwork.GoogleAds ? upload with { Upload = await google.RefreshAsync(upload.Upload, default) } : upload));
        var results = new ReportTotals();
        foreach (var network in Enum.GetValues<AdNetwork>())
        {
            var account = await _rehearsal.ConnectAsync(network);
            await foreach (var row in ConversionReport.ReadAsync(account, ConversionReport.Query(account, ReportDivision.Action | ReportDivision.Campaign, null, null, ReportDateBasis.Click), ActionLabels.None, null, default))
            {
                results.Add(row);
            }
        }

        return ReportPage.ToHtml(new ReportPageContent
        {
            Since = end.AddDays(-10),
            Until = end.AddDays(13),
            MadeAt = _rehearsal.Clock.GetUtcNow(),
            TimeZone = "Europe/Berlin",
            Uploads = uploads,
            Checks = checks,
            Results = results,
        });
    }
}
