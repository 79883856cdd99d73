using EnhancedConversions.Conversions;

namespace EnhancedConversions.Files;

/// <summary>What a template is made for.</summary>
public sealed record ConversionTemplateOptions
{
    /// <summary>The network; decides the columns.</summary>
    public required AdNetwork Network { get; init; }

    /// <summary>Zone for the parameters row; null leaves the service's placeholder.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Names for the drop-down of Conversion Name; empty means no drop-down.</summary>
    public IReadOnlyList<string> ConversionNames { get; init; } = [];

    /// <summary>The account's currency, first in the drop-down of Conversion Currency; null when unknown.</summary>
    public string? Currency { get; init; }

    /// <summary>True adds Order ID and the click id columns of the network.</summary>
    public bool IncludeOptional { get; init; }

    /// <summary>True replaces an existing file.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>Writes the template to be filled in: the parameters row, the header, text-formatted cells, drop-downs and an instructions sheet.</summary>
public static class ConversionTemplate
{
    /// <summary>Writes an .xlsx or, by the path's ending, a .csv template.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="options">What for.</param>
    /// <exception cref="ConversionException">The file exists, or cannot be written.</exception>
    public static void Write(string path, ConversionTemplateOptions options) => throw new NotImplementedException();
}
