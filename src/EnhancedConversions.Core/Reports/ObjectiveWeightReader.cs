using System.Globalization;
using Sylvan.Data.Csv;

namespace EnhancedConversions.Reports;

/// <summary>Reads weights as people write them.</summary>
public static class ObjectiveWeightReader
{
    private static readonly string[] s_settings = [nameof(ObjectiveWeight.Weight), nameof(ObjectiveWeight.MobileWeight), nameof(ObjectiveWeight.Measure)];

    /// <summary>Reads the weight of one metric.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="weight">A number, or its settings by name: Weight, MobileWeight, Measure.</param>
    /// <exception cref="ConversionException">It is neither.</exception>
    public static ObjectiveWeight Read(string metric, object? weight)
    {
        if (string.IsNullOrWhiteSpace(metric))
        {
            throw ReportErrors.WeightInvalid("", "has no metric");
        }

        if (weight is not IEnumerable<KeyValuePair<string, object?>> settings)
        {
            return new ObjectiveWeight { Metric = metric.Trim(), Weight = Number(metric, weight) ?? throw ReportErrors.WeightInvalid(metric, "is missing") };
        }

        var given = new Dictionary<string, object?>(settings, StringComparer.OrdinalIgnoreCase);
        if (given.Keys.FirstOrDefault(name => !s_settings.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw ReportErrors.WeightInvalid(metric, $"has a setting '{unknown}', which there is not");
        }

        return new ObjectiveWeight
        {
            Metric = metric.Trim(),
            Weight = Number(metric, given.GetValueOrDefault(nameof(ObjectiveWeight.Weight))) ?? throw ReportErrors.WeightInvalid(metric, "is missing"),
            MobileWeight = Number(metric, given.GetValueOrDefault(nameof(ObjectiveWeight.MobileWeight))),
            Measure = Measure(metric, given.GetValueOrDefault(nameof(ObjectiveWeight.Measure))),
        };
    }

    /// <summary>Reads a csv file with the columns Metric and Weight, and where needed MobileWeight and Measure. Numbers have a decimal point.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConversionException">It is not there, or holds something else.</exception>
    public static IReadOnlyList<ObjectiveWeight> ReadCsv(string path)
    {
        try
        {
            using var text = new StreamReader(path);
            using var table = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false, CsvStyle = CsvStyle.Lax, Comment = '\0' });
            if (!table.Read())
            {
                throw ReportErrors.WeightFile(path, "it is empty.");
            }

            var columns = Cells(table).Select((name, column) => (name, column)).ToDictionary(c => c.name, c => c.column, StringComparer.OrdinalIgnoreCase);
            if (!columns.TryGetValue(nameof(ObjectiveWeight.Metric), out var metric) || !columns.ContainsKey(nameof(ObjectiveWeight.Weight)))
            {
                throw ReportErrors.WeightFile(path, "the columns Metric and Weight are not both there.");
            }

            var weights = new List<ObjectiveWeight>();
            while (table.Read())
            {
                var cells = Cells(table);
                if (Array.TrueForAll(cells, cell => cell.Length == 0))
                {
                    continue;
                }

                weights.Add(Read(
                    cells.ElementAtOrDefault(metric) ?? "",
                    s_settings.Where(columns.ContainsKey).Select(name => KeyValuePair.Create(name, (object?)cells.ElementAtOrDefault(columns[name]))).ToArray()));
            }

            return weights;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReportErrors.WeightFile(path, "it cannot be opened.");
        }
        catch (Exception error) when (error is CsvFormatException or ArgumentException)
        {
            throw ReportErrors.WeightFile(path, "its header cannot be read.");
        }
    }

    private static string[] Cells(CsvDataReader table)
    {
        var cells = new string[table.RowFieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = table.GetString(i).Trim();
        }

        return cells;
    }

    private static decimal? Number(string metric, object? value) => value switch
    {
        null => null,
        string text when string.IsNullOrWhiteSpace(text) => null,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e15 => (decimal)number,
        float number when Math.Abs(number) < 1e15f => (decimal)number,
        _ => throw ReportErrors.WeightInvalid(metric, "is no number"),
    };

    private static ObjectiveMeasure Measure(string metric, object? value) =>
        value is null or "" ? ObjectiveMeasure.Count
        : value is ObjectiveMeasure measure ? measure
        : Enum.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), ignoreCase: true, out measure) && Enum.IsDefined(measure) ? measure
        : throw ReportErrors.WeightInvalid(metric, "has a measure that is neither Count nor Value");
}
