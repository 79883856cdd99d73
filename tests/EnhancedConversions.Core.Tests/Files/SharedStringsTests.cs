using System.Text;
using EnhancedConversions.Files.Excel;

namespace EnhancedConversions.Core.Tests.Files;

public sealed class SharedStringsTests
{
    [Fact]
    public void Every_text_comes_back_by_its_number_in_any_order()
    {
        // Many blocks, texts longer than a block, of several bytes a letter, and none.
        string[] texts = [.. Enumerable.Range(0, 40_000).Select(i => (i % 10_007) switch
        {
            0 => "",
            1 => new string('ж', 32_767),
            2 => "😀" + i,
            _ => "first.last" + i + "@example.com",
        })];
        var strings = Read(texts);

        foreach (var index in Enumerable.Range(0, texts.Length).Select(i => i * 7919 % texts.Length))
        {
            Assert.Equal(texts[index], strings[index]);
            Assert.Equal(texts[index % 300], strings[index % 300]);
        }
    }

    [Fact]
    public void A_number_without_a_text_gives_none()
    {
        var strings = Read("a", "b");

        Assert.Null(strings[2]);
        Assert.Null(strings[-1]);
        Assert.Null(SharedStrings.Empty[0]);
    }

    private static SharedStrings Read(params string[] texts)
    {
        var xml = $"<sst>{string.Concat(texts.Select(t => $"<si><t>{t}</t></si>"))}</sst>";
        using var reader = new MarkupReader(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "a.xlsx", "shared texts");
        return SharedStrings.Read(reader, "a.xlsx");
    }
}
