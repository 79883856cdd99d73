namespace EnhancedConversions.Bench.Measuring;

/// <summary>What is asked of the runner.</summary>
internal sealed record BenchOptions
{
    /// <summary>Figures asked for; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How often each pair is measured.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Rows of the files that are compared with a script.</summary>
    public int Rows { get; init; } = 200_000;

    /// <summary>Rows of the files whose peak memory is measured.</summary>
    public IReadOnlyList<int> MemoryRows { get; init; } = [10_000, 100_000, 1_000_000];

    /// <summary>Minutes the send rate is measured over, after a first one.</summary>
    public int Minutes { get; init; } = 2;

    /// <summary>Rows in each request of the send rate. The quota counts requests: fewer rows ask less of a machine that is busy otherwise.</summary>
    public int RowsPerRequest { get; init; } = 2000;

    /// <summary>True keeps the table in docs/performance.md.</summary>
    public bool Write { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">Something in it is not known.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        var names = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = Number(++i) },
                "--rows" => options with { Rows = Number(++i) },
                "--memory-rows" => options with { MemoryRows = [.. Value(++i).Split(',').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))] },
                "--minutes" => options with { Minutes = Number(++i) },
                "--rows-per-request" => options with { RowsPerRequest = Number(++i) },
                "--write" => options with { Write = true },
                ['-', ..] => throw new FormatException($"{arguments[i]} is not known."),
                var name => Named(name),
            };
        }

        return options with { Names = names };

        BenchOptions Named(string name)
        {
            names.Add(name);
            return options;
        }

        string Value(int at) => at < arguments.Count ? arguments[at] : throw new FormatException($"{arguments[at - 1]} needs a value.");

        int Number(int at) => int.TryParse(Value(at), out var number) && number > 0 ? number : throw new FormatException($"{arguments[at - 1]} needs a number above zero.");
    }
}
