using EnhancedConversions.Conversions;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.Uploads;

public sealed class RowKeyTests
{
    private static readonly DateTimeOffset s_time = new(2026, 11, 5, 12, 45, 52, TimeSpan.Zero);

    [Fact]
    public void Value_and_currency_are_not_in_the_key() =>
        Assert.Equal(RowKey.Of(Person(1), "1"), RowKey.Of(Person(1) with { Value = 7, Currency = "SEK" }, "1"));

    [Fact]
    public void The_same_instant_at_another_offset_is_the_same_conversion() =>
        Assert.Equal(RowKey.Of(Person(1), "1"), RowKey.Of(Person(1) with { ConversionTime = s_time.AddSeconds(1).ToOffset(TimeSpan.FromHours(5)) }, "1"));

    [Fact]
    public void A_fraction_of_a_second_makes_another_conversion() =>
        Assert.NotEqual(RowKey.Of(Person(1), "1"), RowKey.Of(Person(1) with { ConversionTime = s_time.AddSeconds(1.5) }, "1"));

    [Fact]
    public void An_order_id_makes_the_time_count_no_more() =>
        Assert.Equal(RowKey.Of(Order("A-1"), "1"), RowKey.Of(Order("A-1") with { ConversionTime = s_time.AddDays(1) }, "1"));

    [Fact]
    public void Order_ids_with_the_same_last_digits_are_different_orders() =>
        Assert.Equal(4, new[] { "A-1", "B-1", "A-01", "1" }.Select(id => RowKey.Of(Order(id), "1")).Distinct().Count());

    [Fact]
    public void Accounts_names_and_networks_are_kept_apart() =>
        Assert.Equal(4, new[]
        {
            RowKey.Of(Order("A-1"), "1"),
            RowKey.Of(Order("A-1"), "2"),
            RowKey.Of(Order("A-1") with { ConversionName = "Sale" }, "1"),
            RowKey.Of(Order("A-1") with { Network = AdNetwork.MicrosoftAdvertising }, "1"),
        }.Distinct().Count());

    [Fact]
    public void Rows_that_are_neighbours_in_time_are_neighbours_in_the_ledger()
    {
        var keys = Enumerable.Range(0, 100).Select(i => RowKey.Of(Person(i), "1")).ToList();

        Assert.Equal(keys, keys.Order(Comparer<RowKey>.Create(RowKey.Compare)));
    }

    [Fact]
    public void Orders_that_are_counted_up_are_neighbours_in_the_ledger()
    {
        var keys = Enumerable.Range(990, 100).Select(i => RowKey.Of(Order($"2026-{i}"), "1")).ToList();

        Assert.Equal(keys, keys.Order(Comparer<RowKey>.Create(RowKey.Compare)));
    }

    [Fact]
    public void Long_names_and_letters_of_all_scripts_have_keys_of_their_own()
    {
        var row = Order("Ä-注文-" + new string('9', 5000)) with { ConversionName = new string('ж', 5000) };

        Assert.Equal(RowKey.Of(row, "1"), RowKey.Of(row with { Value = 1 }, "1"));
        Assert.NotEqual(RowKey.Of(row, "1"), RowKey.Of(row with { OrderId = row.OrderId![..^1] }, "1"));
    }

    [Fact]
    public void A_kept_key_gives_the_transaction_id_the_row_was_sent_with()
    {
        var key = RowKey.Of(Person(1), "1");

        Assert.Equal(RowKey.Size, key.Span.ToArray().Length);
        Assert.Equal(key.TransactionId(null), RowKey.FromBytes(key.Span).TransactionId(null));
        Assert.Matches("^ec-[0-9a-f]{32}$", key.TransactionId(null));
    }

    private static HashedConversion Order(string id) => Person(0) with { OrderId = id };

    private static HashedConversion Person(int second) => new()
    {
        Network = AdNetwork.GoogleAds,
        HashedEmail = new string('a', 64),
        HashedPhoneNumber = new string('b', 64),
        ConversionName = "Qualified lead",
        ConversionTime = s_time.AddSeconds(second),
        Source = new RowSource(null, null, second),
    };
}
