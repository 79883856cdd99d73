using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EnhancedConversions.Validation;

namespace EnhancedConversions.Core.Tests.Validation;

/// <summary>The page of findings is made from the catalogue; this test fails when it is stale and leaves the right text beside the other results.</summary>
public sealed partial class FindingsPageTests
{
    private const string Introduction =
        """
        # Findings

        What `Test-ConversionFile`, `Import-ConversionFile` and `Send-OfflineConversion` say about a row. Codes are stable: they are never renamed or given another meaning.

        An **Error** keeps the row from being sent. A **Warning** is probably not meant, and the row is sent; but not one that is the same as an earlier row of the file (`DuplicateInFile`), nor to Microsoft Advertising one whose consent is denied (`ConsentDenied`). An **Info** is worth knowing. A `…` stands for what the finding names: a column, a time, a name; never an e-mail address, a phone number or a hash.

        | Code | Severity | Meaning | Message | What to do |
        |---|---|---|---|---|

        """;

    [Fact]
    public async Task The_page_of_findings_is_what_the_catalogue_says()
    {
        var expected = Page();
        var page = await File.ReadAllTextAsync(RepositoryFiles.Find("docs/findings.md"));
        if (page.ReplaceLineEndings("\n") != expected)
        {
            await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "findings.received.md"), expected);
        }

        Assert.True(page.ReplaceLineEndings("\n") == expected, $"docs/findings.md is stale. Replace it with {AppContext.BaseDirectory}findings.received.md.");
    }

    [Fact]
    public void Every_code_is_in_the_catalogue() => Assert.Equal(Enum.GetValues<FindingCode>(), Findings.All.Keys.Order());

    private static string Page()
    {
        var comments = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "EnhancedConversions.Core.xml")).Descendants("member")
            .Where(m => m.Element("summary") is not null)
            .ToDictionary(m => (string)m.Attribute("name")!, m => WhiteSpace().Replace(m.Element("summary")!.Value, " ").Trim());
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var (code, (severity, message, hint)) in Findings.All.OrderByDescending(f => f.Value.Severity).ThenBy(f => f.Key))
        {
            var meaning = comments[$"F:{typeof(FindingCode).FullName}.{code}"];
            page.Append(null, $"| `{code}` | {severity} | {Cell(meaning)} | {Cell(message)} | {(hint == "{1}" ? "The finding names what is near, or where the names are listed." : Cell(hint))} |\n");
        }

        return page.ToString();
    }

    private static string Cell(string text) => Placeholder().Replace(text, "…").Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
