using System.Management.Automation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Takes a parameter's value from a cell of a file: an empty cell is no value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <summary>True for switches: yes, true, 1 or the parameter's own name switch on, anything else off.</summary>
    public string? On { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text)
        {
            return inputData;
        }

        text = text.Trim();
        return On is not null ? new[] { "yes", "true", "1", On }.Contains(text, StringComparer.OrdinalIgnoreCase)
            : text.Length == 0 ? null
            : text;
    }
}
