using EnhancedConversions.Ledger;
using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.Uploads;

/// <summary>Which rows a reason Google only counts may mean, by what the rows themselves are (contract C.7, C.8). A necessary mark, never a sufficient one.</summary>
internal static class ReasonCandidates
{
    private const string Prefix = "PROCESSING_ERROR_REASON_";

    /// <summary>Whether a row may be meant.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="traits">What the row carried; null when that was not kept.</param>
    /// <param name="age">The conversion's age when it was sent.</param>
    /// <returns>Null when nothing about a row tells.</returns>
    public static bool? MayMean(string code, RowTraits? traits, TimeSpan age) => (code.StartsWith(Prefix, StringComparison.Ordinal) ? code[Prefix.Length..] : code, traits) switch
    {
        // A conversion is younger than its click.
        ("TOO_RECENT_CLICK", _) => age < GoogleAdsLimits.YoungestClick,
        ("EVENT_TOO_OLD", null) => age > GoogleAdsLimits.Upload.MaximumAgeWithoutClickId,
        (_, null) => null,
        ("EVENT_TOO_OLD", { } has) => age > (Has(has, RowTraits.ClickId | RowTraits.Gbraid | RowTraits.Wbraid) ? GoogleAdsLimits.Upload.MaximumAgeWithClickId : GoogleAdsLimits.Upload.MaximumAgeWithoutClickId),
        ("DENIED_CONSENT", { } has) => Has(has, RowTraits.ConsentDenied),
        ("NO_CONSENT" or "UNKNOWN_CONSENT", { } has) => Has(has, RowTraits.ConsentMissing),
        ("INVALID_GCLID" or "DUPLICATE_GCLID", { } has) => Has(has, RowTraits.ClickId),
        ("INVALID_GBRAID", { } has) => Has(has, RowTraits.Gbraid),
        ("INVALID_WBRAID", { } has) => Has(has, RowTraits.Wbraid),
        ("ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID", { } has) => Has(has, RowTraits.Gbraid | RowTraits.Wbraid),
        ("INVALID_AD_IDENTIFIERS" or "PROCESSING_ERROR_OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER", { } has) => Has(has, RowTraits.ClickId | RowTraits.Gbraid | RowTraits.Wbraid),
        _ => null,
    };

    private static bool Has(RowTraits traits, RowTraits any) => (traits & any) != 0;
}
