namespace EnhancedConversions.Uploads;

/// <summary>What became of a row, or of all rows of a request alike. The members mean what those of <see cref="UploadResult"/> mean.</summary>
internal sealed record RowEnd(UploadStatus Status, string? Code, string? Message, DateTimeOffset? NotBefore, string? RequestId)
{
    /// <summary>Of a row that is still on its way.</summary>
    public static readonly RowEnd Open = new(UploadStatus.Planned, null, null, null, null);
}
