using System.Collections;
using System.Globalization;
using System.Management.Automation.Language;
using EnhancedConversions.Reports;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Turns what users give as weights into weights: a table, or a csv or psd1 file.</summary>
internal static class WeightInput
{
    /// <summary>Reads a table of metric and weight. An ordered one keeps its order; another goes by name.</summary>
    public static IEnumerable<ObjectiveWeight> Of(IDictionary table)
    {
        var entries = table.Cast<DictionaryEntry>().Select(e => (Metric: Name(e.Key), Weight: Unwrapped.Of(e.Value)));
        return (table is Hashtable ? entries.OrderBy(e => e.Metric, StringComparer.OrdinalIgnoreCase) : entries).SelectMany(e => Weights(e.Metric, e.Weight));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path; the ending tells the kind.</param>
    public static IEnumerable<ObjectiveWeight> OfFile(string path)
    {
        if (!Path.GetExtension(path).Equals(".psd1", StringComparison.OrdinalIgnoreCase))
        {
            return ObjectiveWeightReader.ReadCsv(path);
        }

        if (!File.Exists(path))
        {
            throw CmdletErrors.WeightFileNotReadable(path, "it is not there.");
        }

        // Data only: SafeGetValue refuses whatever would have to be run.
        var script = Parser.ParseFile(path, out _, out var errors);
        try
        {
            return errors.Length == 0 && script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table && table.SafeGetValue() is IDictionary weights
                ? Of(weights)
                : throw CmdletErrors.WeightFileNotReadable(path, "it is not one table.");
        }
        catch (InvalidOperationException)
        {
            throw CmdletErrors.WeightFileNotReadable(path, "it holds more than data.");
        }
    }

    // A list of tables weighs a metric by count and by value.
    private static IEnumerable<ObjectiveWeight> Weights(string metric, object? weight) => weight switch
    {
        IDictionary settings => [ObjectiveWeightReader.Read(metric, settings.Cast<DictionaryEntry>().Select(e => KeyValuePair.Create(Name(e.Key), Unwrapped.Of(e.Value))).ToArray())],
        IEnumerable several and not string => several.Cast<object?>().SelectMany(one => Weights(metric, Unwrapped.Of(one))),
        _ => [ObjectiveWeightReader.Read(metric, weight)],
    };

    private static string Name(object key) => Convert.ToString(Unwrapped.Of(key), CultureInfo.InvariantCulture) ?? "";
}
