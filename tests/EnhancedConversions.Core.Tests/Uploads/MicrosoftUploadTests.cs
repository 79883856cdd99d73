using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Networks.MicrosoftAdvertising;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.MicrosoftAdvertising;
using EnhancedConversions.Uploads;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>Uploads to Microsoft Advertising from row to result.</summary>
public sealed class MicrosoftUploadTests : IDisposable
{
    private const string Goals =
        """
        {"ConversionGoals":[{"Type":"OfflineConversion","Id":"11","Name":"Qualified lead","Status":"Active","IsEnhancedConversionsEnabled":true},
         {"Type":"OfflineConversion","Id":"12","Name":"Walk-in","Status":"Active","IsEnhancedConversionsEnabled":false},{"Type":"OfflineConversion","Id":"13","Name":"Old","Status":"Paused"},{"Type":"Url","Id":"14","Name":"Newsletter","Status":"Active"}]}
        """;

    private readonly MicrosoftAdvertisingWorld _world = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FixedClock _clock = FixedClock.Noon();

    [Fact]
    public async Task Of_a_thousand_rows_with_errors_at_0_and_17_and_999_exactly_those_are_rejected_in_row_order()
    {
        _world.Server.Json(Goals).Json("""
            {"PartialErrors":[
              {"Code":5616,"ErrorCode":"ConversionTimeEarlierThanClickTime","Index":999},
              {"Code":5614,"ErrorCode":"FutureConversionTimeCannotBeSet","Index":17},
              {"Code":5604,"ErrorCode":"OfflineConversionMicrosoftClickIdInvalid"},
              {"Code":5610,"ErrorCode":"OfflineConversionValueInvalid","Index":17}]}
            """);

        var (results, summary) = await SendAsync(Rows.Leads(1000));

        Assert.Equal(Enumerable.Range(1, 1000), results.Select(result => result.Source.Row));
        Assert.Equal(
            [(1, "OfflineConversionMicrosoftClickIdInvalid"), (18, "FutureConversionTimeCannotBeSet"), (1000, "ConversionTimeEarlierThanClickTime")],
            results.Where(result => result.Status == UploadStatus.Rejected).Select(result => (result.Source.Row, result.Code)));
        Assert.Equal(997, results.Count(result => result.Status == UploadStatus.Accepted));
        Assert.Contains("Also OfflineConversionValueInvalid", results[17].Message, StringComparison.Ordinal);
        Assert.Equal((997, 3, 1), (summary.Accepted, summary.Rejected, summary.Requests));
    }

    [Fact]
    public async Task Rows_for_a_goal_that_is_too_new_are_held_and_sent_when_it_is_old_enough()
    {
        _world.Server.Json(Goals).Json("""{"PartialErrors":[{"Code":5615,"ErrorCode":"OfflineConversionNotAcceptedForGoal","Index":0},{"Code":5615,"ErrorCode":"OfflineConversionNotAcceptedForGoal","Index":1}]}""");
        var (held, summary) = await SendAsync(Rows.Leads(3));
        Assert.Equal([UploadStatus.Held, UploadStatus.Held, UploadStatus.Accepted], held.Select(result => result.Status));
        Assert.Equal((_clock.GetUtcNow() + TimeSpan.FromHours(2), 2), (summary.ResumeAfter, summary.Remaining));

        _clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        _world.Server.Json(Goals);
        Assert.Equal([UploadStatus.Held, UploadStatus.Held, UploadStatus.AlreadySent], (await SendAsync(Rows.Leads(3))).Results.Select(result => result.Status));

        _clock.Advance(TimeSpan.FromSeconds(1));
        _world.Server.Json(Goals).Json("""{"PartialErrors":[]}""");
        Assert.Equal([UploadStatus.Accepted, UploadStatus.Accepted, UploadStatus.AlreadySent], (await SendAsync(Rows.Leads(3))).Results.Select(result => result.Status));
    }

    [Fact]
    public async Task Consent_denied_is_held_back_and_never_in_a_request()
    {
        _world.Server.Json(Goals).Json("""{"PartialErrors":[]}""");

        var (results, _) = await SendAsync([Rows.Lead(1) with { AdUserData = Consent.Denied }, Rows.Lead(2), Rows.Lead(3) with { AdPersonalization = Consent.Denied }]);

        Assert.Equal([(UploadStatus.Held, "ConsentDenied"), (UploadStatus.Accepted, null), (UploadStatus.Held, "ConsentDenied")], results.Select(result => (result.Status, result.Code)));
        Assert.Single(System.Text.Json.JsonDocument.Parse(_world.Server.Requests[1].Body).RootElement.GetProperty("OfflineConversions").EnumerateArray());
    }

    [Fact]
    public async Task What_the_goals_forbid_is_a_finding_before_anything_is_sent()
    {
        _world.Server.Json(Goals);
        OfflineConversion[] rows =
        [
            Rows.Lead(1) with { ConversionName = "Walk-in" },
            Rows.Lead(2) with { ConversionName = "Qualifeid lead" },
            Rows.Lead(3) with { ConversionName = "Newsletter" },
            Rows.Lead(4) with { ConversionName = "Old" },
        ];

        var (results, summary) = await SendAsync(rows);

        Assert.All(results, result => Assert.Equal(UploadStatus.Invalid, result.Status));
        Assert.Equal([nameof(FindingCode.EnhancedConversionsOff), nameof(FindingCode.ConversionNameUnknown), nameof(FindingCode.ActionTypeWrong), nameof(FindingCode.ActionNotEnabled)], results.Select(result => result.Code));
        Assert.Contains("Qualified lead", results[1].Message, StringComparison.Ordinal);
        Assert.Equal(0, summary.Requests);
        Assert.Single(_world.Server.Requests);
    }

    [Fact]
    public async Task A_click_id_is_enough_for_a_goal_with_enhanced_conversions_off()
    {
        _world.Server.Json(Goals).Json("""{"PartialErrors":[]}""");

        var (results, _) = await SendAsync([Rows.Lead(1) with { ConversionName = "Walk-in", MicrosoftClickId = "0123456789abcdef0123456789abcdef" }]);

        Assert.Equal(UploadStatus.Accepted, Assert.Single(results).Status);
    }

    public void Dispose()
    {
        _world.Dispose();
        _folder.Dispose();
    }

    private async Task<(List<UploadResult> Results, ConversionUpload Summary)> SendAsync(IEnumerable<OfflineConversion> rows)
    {
        var network = new MicrosoftAdvertisingNetwork(_world.Settings with { Clock = _clock });
        var details = new AccountDetails("180012345", "Example Ltd", "Europe/Berlin", "EUR", IsManager: false, IsTest: false);
        var account = new ConversionAccount(network, details, "250067890", isSandbox: false, LedgerLocation.Parse(_folder.PathOf("ledger.db")), _clock);
        var uploader = new OfflineConversionUploader(account, new UploadOptions());
        return (await uploader.UploadAsync(rows.Stream(), default).ToListAsync(), uploader.Summary);
    }
}
