using EnhancedConversions.Sandbox.GoogleAds.Errors;
using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Uploads;

/// <summary><c>uploadClickConversions</c> and <c>uploadConversionAdjustments</c> (contract A.5, A.7). The first is closed to new projects (contract 0).</summary>
internal sealed class ConversionUploadService(WorldStore world, SandboxOptions options)
{
    public SandboxResponse UploadClicks(GoogleAdsCall call) => UploadBatch.Answer(
        call, world, ("conversions", "conversions"), "conversionUploadError", "TOO_MANY_CONVERSIONS_IN_REQUEST",
        (tables, validateOnly) => options.AllowClickUploads || call.IsEstablished
            ? new ClickConversionRules(call.Account, tables, world.Now, validateOnly).Take
            : _ => new UploadedRow(null, [GoogleAdsErrors.NotAllowlisted()]),
        (json, row) => UploadBatch.Copy(json, row, "gclid", "gbraid", "wbraid", "conversionAction", "conversionDateTime", "userIdentifiers"));

    public SandboxResponse UploadAdjustments(GoogleAdsCall call) => UploadBatch.Answer(
        call, world, ("conversionAdjustments", "conversion_adjustments"), "conversionAdjustmentUploadError", "TOO_MANY_ADJUSTMENTS_IN_REQUEST",
        (tables, validateOnly) => new ConversionAdjustmentRules(call.Account, tables, world.Now, validateOnly, options.AdjustDataManagerConversions).Take,
        (json, row) => UploadBatch.Copy(json, row, "gclidDateTimePair", "orderId", "conversionAction", "adjustmentDateTime", "adjustmentType"));
}
