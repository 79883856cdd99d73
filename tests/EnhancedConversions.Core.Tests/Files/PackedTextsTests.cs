using System.Globalization;
using EnhancedConversions.Files.Excel;

namespace EnhancedConversions.Core.Tests.Files;

public sealed class PackedTextsTests
{
    // Far more blocks than are open at once.
    private static readonly string[] s_many =
        [.. Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"first.last{i}@example{i * 7919L % 100_003}.com"))];

    [Fact]
    public void Texts_come_back_in_order_backwards_and_far_from_each_other()
    {
        var packed = Pack(s_many);

        Assert.Equal(s_many.Length, packed.Count);
        foreach (var index in InOrder().Concat(InOrder().Reverse()).Concat(InOrder().Select(i => (int)(i * 7919L % s_many.Length))))
        {
            Assert.Equal(s_many[index], packed.Get(index));
        }

        static IEnumerable<int> InOrder() => Enumerable.Range(0, s_many.Length);
    }

    [Fact]
    public void A_text_that_comes_again_and_again_stays_itself_among_others()
    {
        var packed = Pack(s_many);

        for (var i = 0; i < s_many.Length; i += 3)
        {
            Assert.Equal(s_many[i], packed.Get(i));
            Assert.Equal(s_many[42], packed.Get(42));
            Assert.Equal(s_many[^42], packed.Get(s_many.Length - 42));
        }
    }

    [Theory]
    [InlineData(4_092)]
    [InlineData(4_093)]
    [InlineData(4_094)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(8_192)]
    [InlineData(70_000)]
    [InlineData(1 << 18)]
    public void Texts_as_long_as_a_block_or_longer_stand_beside_short_ones(int length)
    {
        string[] texts = ["", "a", new string('x', length), "", new string('ж', length / 2), new string('ж', length), "b", new string('y', length), new string('z', length), ""];
        var packed = Pack(texts);

        foreach (var index in (int[])[9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 2, 2, 9, 0, 5, 5, 7])
        {
            Assert.Equal(texts[index], packed.Get(index));
        }
    }

    [Fact]
    public void Texts_without_a_letter_fill_a_block_too()
    {
        string[] texts = [.. Enumerable.Repeat("", 10_000), "a", .. Enumerable.Repeat("", 10_000)];
        var packed = Pack(texts);

        Assert.All(Enumerable.Range(0, texts.Length), i => Assert.Equal(texts[i], packed.Get(i)));
    }

    [Fact]
    public void Texts_that_cannot_be_compressed_come_back_too()
    {
        var random = new Random(1);
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(_ => string.Create(60, random, (text, r) =>
        {
            foreach (ref var c in text)
            {
                c = (char)r.Next(0x20, 0xD800);
            }
        }))];
        var packed = Pack(texts);

        Assert.All(Enumerable.Range(0, texts.Length), i => Assert.Equal(texts[i], packed.Get(i)));
    }

    [Fact]
    public void More_texts_can_be_added_after_some_were_asked_for()
    {
        var packed = new PackedTexts();
        for (var i = 0; i < 2_000; i++)
        {
            packed.Add(s_many[i]);
            Assert.Equal(s_many[i], packed.Get(i));
            Assert.Equal(s_many[i / 2], packed.Get(i / 2));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_number_without_a_text_is_an_error(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pack(["a", "b"]).Get(index));

    private static PackedTexts Pack(string[] texts)
    {
        var packed = new PackedTexts();
        foreach (var text in texts)
        {
            packed.Add(text);
        }

        return packed;
    }
}
