using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Core.Tests.Networks;

public sealed class GoogleSchemaTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "google-search-account", "SearchGoogleAdsRequest" },
        { "google-search-actions", "SearchGoogleAdsRequest" },
        { "google-search-actions-page-2", "SearchGoogleAdsRequest" },
        { "google-search-custom-variables", "SearchGoogleAdsRequest" },
        { "google-action-create", "MutateConversionActionsRequest" },
        { "google-action-create-validate", "MutateConversionActionsRequest" },
        { "google-action-create-call", "MutateConversionActionsRequest" },
        { "google-action-update", "MutateConversionActionsRequest" },
        { "google-action-update-no-value", "MutateConversionActionsRequest" },
        { "google-action-remove", "MutateConversionActionsRequest" },
        { "google-events-ingest", "IngestEventsRequest" },
        { "google-events-ingest-restate", "IngestEventsRequest" },
        { "google-events-ingest-validate", "IngestEventsRequest" },
        { "google-click-conversions", "UploadClickConversionsRequest" },
        { "google-adjustments", "UploadConversionAdjustmentsRequest" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_body_parses_by_the_published_messages(string golden, string request) => Assert.Empty(GoogleSchema.Errors(request, SourceFile.Read($"Golden/{golden}.json")));

    [Fact]
    public void Every_golden_body_for_google_is_checked() =>
        Assert.Equal(SourceFile.Names("Golden", "google-*.json").Order(StringComparer.Ordinal), Bodies.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"events":[{"currencyCode":"EUR"}]}""")]
    [InlineData("""{"events":[{"conversionValue":"12"}]}""")]
    [InlineData("""{"events":[{"eventSource":"web"}]}""")]
    [InlineData("""{"events":[{"eventTimestamp":"2026-11-20 10:30:00"}]}""")]
    [InlineData("""{"events":[{"consent":{"adUserData":"GRANTED"}}]}""")]
    [InlineData("""{"destinations":[{"productDestinationId":111}]}""")]
    public void The_check_finds_what_google_would_refuse(string body) => Assert.NotEmpty(GoogleSchema.Errors("IngestEventsRequest", body));

    public static TheoryData<string> Queries =>
    [
        GoogleAdsQueries.Account, GoogleAdsQueries.AccountHealth, GoogleAdsQueries.Actions, GoogleAdsQueries.CustomVariables, GoogleAdsQueries.Tracking, GoogleAdsQueries.Hierarchy,
        GoogleAdsQueries.ClientDiagnostics, GoogleAdsQueries.ActionDiagnostics, GoogleAdsQueries.TagSnippets("111"),
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Every_field_of_every_query_is_one_of_its_resource(string query)
    {
        var fields = query["SELECT ".Length..query.IndexOf(" FROM ", StringComparison.Ordinal)].Split(", ");

        Assert.All(fields, field => Assert.True(GoogleSchema.HasField(field), field));
    }

    [Fact]
    public void A_query_cannot_be_changed_by_an_actions_id() => Assert.Throws<ConversionException>(() => GoogleAdsQueries.TagSnippets("1 OR 1=1"));
}
