using System.Net;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class FaultTests
{
    private static Wire With(params SandboxFault[] faults) => new(new SandboxOptions { Faults = faults });

    private static SandboxFault Fault(SandboxFaultEffect effect, int first = 1, int times = 1) => new() { Effect = effect, First = first, Times = times };

    [Fact]
    public async Task A_fault_hits_the_named_requests_and_no_others()
    {
        using var wire = With(Fault(SandboxFaultEffect.Refuse, first: 2, times: 2));

        var codes = new List<int>();
        for (int i = 0; i < 5; i++)
        {
            codes.Add((await wire.Ingest(wire.Event($"T-{i}"))).StatusCode);
        }

        Assert.Equal([200, 503, 503, 200, 200], codes);
        Assert.Equal(3, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
        Assert.Equal(5, wire.Sandbox.GetReceipts().GoogleAds.UploadRequests);
    }

    [Fact]
    public async Task Requests_of_another_kind_do_not_count()
    {
        using var wire = With(new SandboxFault { Effect = SandboxFaultEffect.Refuse, Requests = RequestKinds.MicrosoftUpload });

        Assert.Equal(200, (await wire.Ingest(wire.Event())).StatusCode);
        Assert.Equal(503, (await wire.Apply(wire.Row())).StatusCode);
        Assert.Equal(200, (await wire.Apply(wire.Row())).StatusCode);
    }

    [Theory]
    [InlineData(SandboxFaultEffect.Refuse, 0)]
    [InlineData(SandboxFaultEffect.RefuseAfterWork, 1)]
    public async Task A_refusal_comes_before_or_after_the_work(SandboxFaultEffect effect, int conversions)
    {
        using var wire = With(Fault(effect));

        Answer answer = await wire.Ingest(wire.Event());

        Assert.Equal("UNAVAILABLE", answer["error.status"]);
        Assert.Equal(conversions, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
    }

    [Theory]
    [InlineData(SandboxFaultEffect.CutBeforeWork, 0)]
    [InlineData(SandboxFaultEffect.CutAfterWork, 1)]
    public async Task The_line_is_cut_before_or_after_the_work(SandboxFaultEffect effect, int conversions)
    {
        using var wire = With(Fault(effect));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => wire.Ingest(wire.Event()));

        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(conversions, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
        Assert.Equal(1, wire.Sandbox.GetReceipts().GoogleAds.UploadRequests);
        Assert.Equal(200, (await wire.Ingest(wire.Event())).StatusCode);
        Assert.Equal(1, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
    }

    [Theory]
    [InlineData(SandboxFaultEffect.Garbage)]
    [InlineData(SandboxFaultEffect.Truncate)]
    public async Task The_answer_can_be_unreadable(SandboxFaultEffect effect)
    {
        using var wire = With(Fault(effect));

        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => wire.Ingest(wire.Event()));

        Assert.Equal(1, wire.Sandbox.GetReceipts().GoogleAds.Conversions);
    }

    [Fact]
    public async Task The_answer_can_be_a_web_page_or_any_other()
    {
        using var wire = With(
            Fault(SandboxFaultEffect.WrongContentType),
            new SandboxFault { Effect = SandboxFaultEffect.Replace, First = 2, Status = HttpStatusCode.OK, Body = """{"PartialErrors":[{"Index":0,"Code":9999,"ErrorCode":"NeverSeen"}]}""" });

        Answer page = await wire.Apply(wire.Row());
        Answer other = await wire.Apply(wire.Row());

        Assert.Equal(200, page.StatusCode);
        Assert.Equal("text/html", page.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["0 9999 NeverSeen"], other.PartialErrors);
    }

    [Fact]
    public async Task Tokens_expire_in_the_middle_of_a_run()
    {
        using var wire = With(Fault(SandboxFaultEffect.ExpireTokens, first: 2));

        Answer first = await wire.Ingest(wire.Event("A"));
        Answer second = await wire.Ingest(wire.Event("B"));
        wire.GoogleToken = null;
        Answer third = await wire.Ingest(wire.Event("B"));

        Assert.Equal([200, 401, 200], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal("ACCESS_TOKEN_EXPIRED", second["error.details[0].reason"]);
    }

    [Fact]
    public async Task A_slow_answer_arrives_unless_the_caller_gives_up()
    {
        using var sandbox = new SandboxNetworks(new SandboxOptions { Faults = [new SandboxFault { Effect = SandboxFaultEffect.Slow, Requests = RequestKinds.All, Delay = TimeSpan.FromMilliseconds(60) }] });
        using var client = new HttpClient(sandbox.CreateHandler());
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await client.GetAsync(new Uri("https://datamanager.googleapis.com/v1/requestStatus:retrieve"));

        Assert.True(watch.ElapsedMilliseconds >= 55);
    }

    [Fact]
    public async Task Each_network_refuses_in_its_own_shape_with_and_without_a_hint()
    {
        var wait = TimeSpan.FromSeconds(30);
        using var wire = With(
            new SandboxFault { Effect = SandboxFaultEffect.Refuse, Status = HttpStatusCode.TooManyRequests, Requests = RequestKinds.All & ~RequestKinds.SignIn, RetryAfter = wait, Times = 3 },
            new SandboxFault { Effect = SandboxFaultEffect.Refuse, Status = HttpStatusCode.BadGateway, Requests = RequestKinds.All & ~RequestKinds.SignIn, First = 4 },
            new SandboxFault { Effect = SandboxFaultEffect.Refuse, Status = HttpStatusCode.InternalServerError, Requests = RequestKinds.All & ~RequestKinds.SignIn, First = 5, Times = 3 });

        Answer dataManager = await wire.Ingest(wire.Event());
        Answer ads = await wire.Search("x");
        Answer microsoft = await wire.Apply(wire.Row());
        Answer proxy = await wire.Apply(wire.Row());
        Answer dataManagerBroken = await wire.Ingest(wire.Event());
        Answer adsBroken = await wire.Search("x");
        Answer microsoftBroken = await wire.Apply(wire.Row());

        Assert.Equal("RESOURCE_EXHAUSTED", dataManager["error.status"]);
        Assert.Equal("RESOURCE_EXHAUSTED", dataManager["error.details[0].reason"]);
        Assert.Equal("30s", dataManager["error.details[1].retryDelay"]);
        Assert.Equal(["quotaError.RESOURCE_TEMPORARILY_EXHAUSTED"], ads.AdsErrors);
        Assert.Equal("30s", ads["error.details[0].errors[0].details.quotaErrorDetails.retryDelay"]);
        Assert.Equal(429, microsoft.StatusCode);
        Assert.Equal("117", microsoft["Errors[0].Code"]);
        Assert.All([dataManager, ads, microsoft], a => Assert.Equal(wait, a.Message.Headers.RetryAfter!.Delta));
        Assert.Equal(502, proxy.StatusCode);
        Assert.Null(proxy.Message.Headers.RetryAfter);
        Assert.Equal("INTERNAL", dataManagerBroken["error.status"]);
        Assert.Equal(["internalError.TRANSIENT_ERROR"], adsBroken.AdsErrors);
        Assert.Equal("0", microsoftBroken["Errors[0].Code"]);
    }

    [Fact]
    public async Task Sign_in_can_fail_too()
    {
        using var wire = With(new SandboxFault { Effect = SandboxFaultEffect.Refuse, Requests = RequestKinds.SignIn });

        Answer answer = await wire.GoogleSignIn();

        Assert.Equal(503, answer.StatusCode);
        Assert.Equal("temporarily_unavailable", answer["error"]);
    }
}
