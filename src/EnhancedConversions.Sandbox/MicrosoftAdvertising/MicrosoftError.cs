namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>An error of the Microsoft Advertising API (contract 2.5).</summary>
/// <param name="Code">Its number.</param>
/// <param name="ErrorCode">Its symbol.</param>
/// <param name="Message">A sentence.</param>
internal sealed record MicrosoftError(int Code, string ErrorCode, string Message)
{
    /// <summary>The field at fault; null for the item as a whole.</summary>
    public string? Field { get; init; }
}
