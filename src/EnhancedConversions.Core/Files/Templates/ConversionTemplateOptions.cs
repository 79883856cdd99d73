using EnhancedConversions.Conversions;

namespace EnhancedConversions.Files;

/// <summary>What a template is made for.</summary>
public sealed record ConversionTemplateOptions
{
    /// <summary>The network; decides the columns.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>Zone for the parameters row; null leaves the service's placeholder. For Microsoft a zone that never changes its clock is written as an offset (+0100), any other by its IANA id.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Names for the drop-down of Conversion Name; empty means no drop-down.</summary>
    public IReadOnlyList<string> ConversionNames { get; init; } = [];

    /// <summary>The account's currency, first in the drop-down of Conversion Currency; null when unknown.</summary>
    public string? Currency { get; init; }

    /// <summary>True adds Order ID and the click id columns of the network.</summary>
    public bool IncludeOptional { get; init; }

    /// <summary>Google Ads: names of custom variables that get a column each, behind the others; empty for none. Microsoft Advertising takes none, and its template has no such columns.</summary>
    public IReadOnlyList<string> CustomVariables { get; init; } = [];

    /// <summary>True replaces an existing file.</summary>
    public bool Overwrite { get; init; }
}
