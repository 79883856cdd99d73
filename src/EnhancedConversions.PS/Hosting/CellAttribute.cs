using System.Management.Automation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Takes a parameter's value from a cell of a file: an empty cell is no value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <summary>For switches the name of the parameter: it, yes, true or 1 switches on, anything else off. Null for parameters with a value.</summary>
    public string? On { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (Unwrapped.Of(inputData) is not string text)
        {
            return inputData;
        }

        text = text.Trim();
        return On is not null ? new[] { "yes", "true", "1", On }.Contains(text, StringComparer.OrdinalIgnoreCase)
            : text.Length == 0 ? null
            : text;
    }
}
