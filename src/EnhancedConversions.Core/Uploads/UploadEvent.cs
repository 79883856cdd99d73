namespace EnhancedConversions.Uploads;

/// <summary>Something worth telling while an upload runs. Holds nothing personal.</summary>
/// <param name="Kind">How important it is.</param>
/// <param name="Message">A sentence, for Verbose and Warning.</param>
/// <param name="Read">Rows read so far.</param>
/// <param name="Done">Rows with a result so far.</param>
public sealed record UploadEvent(UploadEventKind Kind, string Message, int Read, int Done);

/// <summary>How important an <see cref="UploadEvent"/> is.</summary>
public enum UploadEventKind
{
    /// <summary>The counts moved on.</summary>
    Progress,

    /// <summary>What is done and why, for those who ask.</summary>
    Verbose,

    /// <summary>Worth seeing.</summary>
    Warning,
}
