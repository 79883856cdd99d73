using EnhancedConversions.Conversions;

namespace EnhancedConversions.Files;

/// <summary>How a file for a network's own upload page is written.</summary>
public sealed record UploadFileOptions
{
    /// <summary>The network; decides the columns.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>Google Ads: zone of the times, named once above the header; null writes each time with its own offset. Microsoft Advertising: times are always UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Google Ads: true adds the columns GBRAID and WBRAID, which Google's help page does not list.</summary>
    public bool IncludeBraid { get; init; }

    /// <summary>Google Ads: custom variables that get a column each, which Google's help page does not list; empty for none.</summary>
    public IReadOnlyList<string> CustomVariables { get; init; } = [];

    /// <summary>True replaces an existing file.</summary>
    public bool Overwrite { get; init; }
}
