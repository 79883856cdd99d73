using System.Management.Automation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>A value as it is, without the PSObject the engine puts around what went through a pipeline or a script.</summary>
internal static class Unwrapped
{
    /// <summary>The value itself; null stays null.</summary>
    public static object? Of(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
