using System.Globalization;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Core.Tests.Uploads;

/// <summary>Rows for tests: person n of example.com.</summary>
internal static class Rows
{
    public static OfflineConversion Lead(int number) => new()
    {
        Email = Identifier.FromText(IdentifierKind.Email, string.Create(CultureInfo.InvariantCulture, $"lead.{number}@example.com")),
        ConversionName = "Qualified lead",
        ConversionTime = ConversionTime.At(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(1))),
        Value = 10.5m,
        Currency = "EUR",
        Source = new RowSource("leads.csv", null, number),
    };

    public static IEnumerable<OfflineConversion> Leads(int count, int first = 1) => Enumerable.Range(first, count).Select(Lead);

    public static async IAsyncEnumerable<T> Stream<T>(this IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
        }

        await Task.CompletedTask;
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
