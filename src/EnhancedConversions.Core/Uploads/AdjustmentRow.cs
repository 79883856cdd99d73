using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>A correction as it was read: what is to be done, and the conversion it is about.</summary>
/// <param name="Kind">Restate or retract.</param>
/// <param name="Conversion">The conversion: its name; its order id or transaction id, or what else names it to the network; for a restatement the new value.</param>
/// <param name="AdjustmentTime">Time of the correction; null takes the time of sending.</param>
public sealed record AdjustmentRow(AdjustmentKind Kind, OfflineConversion Conversion, DateTimeOffset? AdjustmentTime = null);
