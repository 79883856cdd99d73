using EnhancedConversions.Ledger;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.Uploads;

public sealed class ReasonCandidatesTests
{
    [Theory]
    [InlineData("EVENT_TOO_OLD", (int)RowTraits.Hash, 64, true)]
    [InlineData("EVENT_TOO_OLD", (int)RowTraits.Hash, 62, false)]
    [InlineData("EVENT_TOO_OLD", (int)(RowTraits.Hash | RowTraits.ClickId), 64, false)]
    [InlineData("EVENT_TOO_OLD", (int)RowTraits.Gbraid, 91, true)]
    [InlineData("DENIED_CONSENT", (int)(RowTraits.Hash | RowTraits.ConsentDenied), 1, true)]
    [InlineData("DENIED_CONSENT", (int)RowTraits.Hash, 1, false)]
    [InlineData("UNKNOWN_CONSENT", (int)RowTraits.ConsentMissing, 1, true)]
    [InlineData("NO_CONSENT", (int)RowTraits.Hash, 1, false)]
    [InlineData("INVALID_GCLID", (int)RowTraits.ClickId, 1, true)]
    [InlineData("INVALID_GCLID", (int)RowTraits.Wbraid, 1, false)]
    [InlineData("ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID", (int)RowTraits.Wbraid, 1, true)]
    [InlineData("ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID", (int)RowTraits.ClickId, 1, false)]
    public void A_reason_may_mean_rows_with_its_mark_only(string reason, int traits, int days, bool expected) =>
        Assert.Equal(expected, ReasonCandidates.MayMean("PROCESSING_ERROR_REASON_" + reason, (RowTraits)traits, TimeSpan.FromDays(days)));

    [Fact]
    public void A_click_can_be_too_recent_only_for_a_conversion_younger_than_six_hours()
    {
        Assert.True(ReasonCandidates.MayMean("PROCESSING_ERROR_REASON_TOO_RECENT_CLICK", RowTraits.Hash, TimeSpan.FromHours(5)));
        Assert.False(ReasonCandidates.MayMean("PROCESSING_ERROR_REASON_TOO_RECENT_CLICK", RowTraits.Hash, TimeSpan.FromHours(7)));
    }

    [Theory]
    [InlineData("PROCESSING_ERROR_REASON_CONVERSION_PRECEDES_CLICK")]
    [InlineData("PROCESSING_ERROR_REASON_SOMETHING_NEW")]
    public void Of_other_reasons_a_row_tells_nothing(string reason) => Assert.Null(ReasonCandidates.MayMean(reason, RowTraits.Hash, TimeSpan.FromDays(1)));

    [Fact]
    public void Of_rows_sent_before_their_traits_were_kept_only_the_age_tells()
    {
        Assert.True(ReasonCandidates.MayMean("PROCESSING_ERROR_REASON_EVENT_TOO_OLD", null, TimeSpan.FromDays(64)));
        Assert.Null(ReasonCandidates.MayMean("PROCESSING_ERROR_REASON_DENIED_CONSENT", null, TimeSpan.FromDays(1)));
    }
}
