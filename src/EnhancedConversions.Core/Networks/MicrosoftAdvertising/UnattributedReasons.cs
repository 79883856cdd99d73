using static EnhancedConversions.Networks.CodeRemedy;
using static EnhancedConversions.Networks.CodeScope;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Why Microsoft took a conversion and credited no click with it (contract 3.6, OfflineConversionUnattributedReason).</summary>
internal static class UnattributedReasons
{
    /// <summary>All reasons.</summary>
    public static NetworkCodes All { get; } = new(
    [
        new("Unknown", Row, None, "Microsoft Advertising gave no reason."),
        new("AdjustmentOriginalNotFound", Row, Fix, "The conversion an adjustment was for is not there. Name, time and identifiers must equal the upload's, which must have been processed."),
        new("ConversionAlreadyRetracted", Row, None, "The conversion was retracted before; nothing more can be adjusted about it."),
        new("DuplicateConversionKey", Row, Duplicate, "The same conversion was there already; the first one counts."),
        new("ConversionTimeExceedsMaxLookback", Row, None, "The conversion is older than 90 days. Upload daily."),
        new("ConversionTimeInFuture", Row, Fix, "The conversion time is in the future. Check the time zone."),
        new("GoalNotFoundOrInactive", Row, Fix, "No active goal has this name. Check that the goal is not paused."),
        new("ClickTimestampAfterConversion", Row, Fix, "The click is later than the conversion. Check the time zone."),
        new("NoMatchingClickFound", Row, None, "No ad click was found for click id, e-mail address or phone number: people who came another way are expected here."),
        new("MissingMatchIdentifiers", Row, Fix, "There is no click id, and the hashed e-mail address and phone number led to no click. Keep the click id (MSCLKID) with the lead."),
        new("OutsideGoalLookbackWindow", Row, None, "The click is outside the goal's click-through window. A longer window counts such conversions from then on."),
        new("AccountMismatch", Row, Fix, "The clicks belong to other accounts. Upload to the account that had them, or to a goal for the whole customer."),
        new("MalformedData", Row, Fix, "The row holds signs that could not be processed."),
        new("HistoricalClickDataExpired", Row, None, "The click is older than 90 days. Upload sooner."),
    ]);
}
