namespace EnhancedConversions.Ledger;

/// <summary>Rows of one run that its network accepted, for one action and one day.</summary>
/// <param name="UploadId">The run.</param>
/// <param name="ConversionName">Name of the action or goal.</param>
/// <param name="Day">The day they were sent, UTC.</param>
/// <param name="Rows">How many they are.</param>
internal sealed record AcceptedCount(string UploadId, string ConversionName, DateOnly Day, long Rows);
