using System.Globalization;
using System.Text;
using EnhancedConversions.Bench.Figures;
using EnhancedConversions.Bench.Measuring;

namespace EnhancedConversions.Bench;

/// <summary>The table, on the console while it grows and in docs/performance.md when asked for.</summary>
internal sealed class Report
{
    private const string Begins = "<!-- figures: written by tests/Bench -->";
    private const string Ends = "<!-- end of figures -->";

    private readonly List<FigureRow> _rows = [];

    private readonly IReadOnlyList<string> _machine = Machine.Describe();

    /// <summary>Tells what it is measured on.</summary>
    public void Begin()
    {
        foreach (var line in _machine)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(FigureRow row)
    {
        _rows.Add(row);
        Console.WriteLine();
        Console.WriteLine($"{row.What}");
        Console.WriteLine($"    {row.Measured}");
        if (row.Reference.Length > 0)
        {
            Console.WriteLine($"    reference  {row.Reference}");
        }

        Console.WriteLine($"    figure     {row.Ratio}{(row.IsReached is { } reached ? $"; {row.Target}: {(reached ? "reached" : "NOT REACHED")}" : "")}");
    }

    /// <summary>Says aloud that a figure was not measured.</summary>
    public void Skip(string name, string reason) => Add(new FigureRow(name, $"not measured: {reason}", "", "", "", null));

    /// <summary>Puts the table into a page, in place of the last one; what people wrote around it stays.</summary>
    public void Write(string path, DateOnly day)
    {
        var table = new StringBuilder();
        table.Append(Begins).Append("\n\n");
        table.Append(CultureInfo.InvariantCulture, $"Measured on {day:yyyy-MM-dd}:\n\n");
        foreach (var line in _machine)
        {
            table.Append("- ").Append(line).Append('\n');
        }

        table.Append("\n| what | measured | reference | figure | target | reached |\n|---|---|---|---|---|---|\n");
        foreach (var row in _rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {Cell(row.What)} | {Cell(row.Measured)} | {Cell(row.Reference)} | {Cell(row.Ratio)} | {row.Target} | {(row.IsReached is { } reached ? reached ? "yes" : "no" : "")} |\n");
        }

        table.Append('\n').Append(Ends);
        var page = File.ReadAllText(path);
        var begins = page.IndexOf(Begins, StringComparison.Ordinal);
        var ends = page.IndexOf(Ends, StringComparison.Ordinal) + Ends.Length;
        File.WriteAllText(path, page[..begins] + table + page[ends..]);
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
