using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>An adjustment after its check.</summary>
/// <param name="Result">Its result so far, <see cref="UploadStatus.Planned"/> when nothing forbids it.</param>
/// <param name="Item">What to send; null when it is not sent or its action is not known.</param>
/// <param name="Upload">The conversion as it was uploaded, with its new value, to be sent instead; null when the row does not hold enough, or the network overwrites nothing.</param>
internal sealed record CheckedAdjustment(UploadResult Result, AdjustmentItem? Item = null, UploadItem? Upload = null);
