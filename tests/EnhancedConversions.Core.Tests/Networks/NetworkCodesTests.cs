using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;
using EnhancedConversions.Networks.MicrosoftAdvertising;

namespace EnhancedConversions.Core.Tests.Networks;

public sealed class NetworkCodesTests
{
    public static TheoryData<string> Lists =>
    [
        "datamanager-error-reasons", "datamanager-field-warning-reasons", "datamanager-processing-error-reasons", "datamanager-processing-warning-reasons",
        "google-ads-conversion-upload-errors", "google-ads-conversion-adjustment-upload-errors", "microsoft-error-codes", "microsoft-unattributed-reasons",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_published_code_is_known_and_no_other(string list)
    {
        var published = SourceFile.Lines($"Codes/{list}.txt").Select(line => line.Split(',')[0]);

        Assert.Equal(published.Order(StringComparer.Ordinal), Table(list).All.Select(code => code.Code).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_code_has_a_sentence_for_people(string list) => Assert.All(Table(list).All, code =>
    {
        Assert.EndsWith(".", code.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(code.Code, code.Sentence, StringComparison.Ordinal);
        Assert.InRange(code.Sentence.Length, 15, 250);
    });

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_code_about_the_account_says_what_to_do(string list) =>
        Assert.All(Table(list).All.Where(code => code.Scope == CodeScope.Account), code => Assert.EndsWith(".", code.Action, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_code_that_asks_to_wait_says_how_long_or_leaves_it_to_the_back_off(string list) =>
        Assert.All(Table(list).All.Where(code => code.Wait is not null), code => Assert.True(code.Remedy is CodeRemedy.Later or CodeRemedy.Repeat));

    [Fact]
    public void Microsofts_numbers_lead_to_the_same_entries_as_its_names() =>
        Assert.All(SourceFile.Lines("Codes/microsoft-error-codes.txt").Select(line => line.Split(',')).Where(line => line.Length == 2), line =>
        {
            var byNumber = MicrosoftAdvertisingCodes.Find(null, int.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Same(MicrosoftAdvertisingCodes.Find(line[0], null), byNumber);
            Assert.NotNull(byNumber);
        });

    [Theory]
    [InlineData("QUALIFIED_LEAD")]
    [InlineData("Qualified lead")]
    [InlineData("qualified-lead")]
    [InlineData(" QualifiedLead ")]
    public void A_category_is_found_however_it_is_written(string text) => Assert.Equal("QUALIFIED_LEAD", GoogleAdsActions.Categories.Find(text));

    [Fact]
    public void Every_google_category_is_known() =>
        Assert.All(SourceFile.Lines("Codes/google-ads-conversion-action-categories.txt"), name => Assert.Equal(name, GoogleAdsActions.Categories.Find(name)));

    [Fact]
    public void A_misspelled_category_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ConversionException>(() => GoogleAdsActions.Categories.Find("Qualifed leed"));

        Assert.Equal("CategoryUnknown", error.ErrorId);
        Assert.Contains("QUALIFIED_LEAD", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_is_no_category_of_an_offline_goal()
    {
        var error = Assert.Throws<ConversionException>(() => ConversionGoals.Categories.Find("Download"));

        Assert.Contains("Purchase", error.RecommendedAction, StringComparison.Ordinal);
    }

    private static NetworkCodes Table(string list) => list switch
    {
        "datamanager-error-reasons" => DataManagerCodes.Errors,
        "datamanager-field-warning-reasons" => DataManagerCodes.FieldWarnings,
        "datamanager-processing-error-reasons" => DataManagerCodes.Processing,
        "datamanager-processing-warning-reasons" => DataManagerCodes.ProcessingWarnings,
        "google-ads-conversion-upload-errors" => GoogleAdsCodes.Upload,
        "google-ads-conversion-adjustment-upload-errors" => GoogleAdsCodes.Adjustment,
        "microsoft-unattributed-reasons" => UnattributedReasons.All,
        _ => MicrosoftAdvertisingCodes.All,
    };
}
