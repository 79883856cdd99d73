using EnhancedConversions.Files;
using EnhancedConversions.Files.Text;

namespace EnhancedConversions.Core.Tests.Files;

public sealed class TextTableTests
{
    [Theory]
    [InlineData("a,b\n\nc,d\n", "1:[a|b] 2:[] 3:[c|d]")]
    [InlineData("\n\na,b\r\n,\r\n\r\nx", "1:[] 2:[] 3:[a|b] 4:[|] 5:[] 6:[x]")]
    [InlineData("a,\"b\nc\",d\ne", "1:[a|b\nc|d] 3:[e]")]
    [InlineData("a,\"b\r\nc\"\r\nd", "1:[a|b\r\nc] 3:[d]")]
    [InlineData("a,\"\n\n\"\n\nb", "1:[a|\n\n] 4:[] 5:[b]")]
    [InlineData("a,5\" pipe,d\"e\nf", "1:[a|5\" pipe|d\"e] 2:[f]")]
    [InlineData("\"ab\"cd,e\nf,g", "1:[abcd|e] 2:[f|g]")]
    [InlineData("\"a\" \"b\",c\nd", "1:[a \"b\"|c] 2:[d]")]
    [InlineData("a,\"\"\"x\"\" y\",z", "1:[a|\"x\" y|z]")]
    [InlineData("a,\"never, closed\nb", "1:[a|never, closed\nb]")]
    [InlineData("a\rb\rc", "1:[a] 2:[b] 3:[c]")]
    [InlineData("a,b\r\nc\nd\re", "1:[a|b] 2:[c] 3:[d] 4:[e]")]
    [InlineData("x\r\r\ny", "1:[x] 2:[] 3:[y]")]
    [InlineData("#x,y\na,#b", "1:[#x|y] 2:[a|#b]")]
    [InlineData("a\n \n\tb", "1:[a] 2:[ ] 3:[\tb]")]
    [InlineData("a\u2028b\u0085c,d", "1:[a\u2028b\u0085c|d]")]
    [InlineData("a,b,", "1:[a|b|]")]
    [InlineData("same,x\nsame,\nsame,x\n,x", "1:[same|x] 2:[same|] 3:[same|x] 4:[|x]")]
    [InlineData("a,b,c\nd\na,e,c", "1:[a|b|c] 2:[d] 3:[a|e|c]")]
    [InlineData("", "")]
    public void Every_cell_and_line_is_where_an_editor_shows_it(string text, string rows) => Assert.Equal(rows, Dump(text));

    [Fact]
    public void A_row_longer_than_the_buffer_is_read_whole()
    {
        var note = string.Join('\n', Enumerable.Repeat(new string('x', 1_000), 200));

        Assert.Equal($"1:[a] 2:[b|{note}|c] 202:[d]", Dump($"a\nb,\"{note}\",c\nd"));
    }

    [Theory]
    [InlineData(FileLimits.CellLength + 1)]
    [InlineData(20 * FileLimits.CellLength)]
    public void A_cell_beyond_the_limit_is_told_with_its_line(int length)
    {
        using var table = new TextTable(new StringReader($"a\nb,\"{new string('x', length)}\"\n"), ',', "leads.csv");
        Assert.True(table.Read());

        var error = Assert.Throws<ConversionException>(() => table.Read());
        Assert.Equal("CellTooLong", error.ErrorId);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    private static string Dump(string text)
    {
        using var table = new TextTable(new StringReader(text), ',', "leads.csv");
        var rows = new List<string>();
        while (table.Read())
        {
            rows.Add($"{table.RowNumber}:[{string.Join('|', table.Cells.ToArray().Select(cell => (string?)cell.Content))}]");
        }

        return string.Join(' ', rows);
    }
}
