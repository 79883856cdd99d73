using System.Text;
using System.Text.RegularExpressions;

namespace EnhancedConversions.PS.Tests;

/// <summary>The page of errors is made from the catalogues; this test fails when it is stale and leaves the right text in TestResults.</summary>
public sealed partial class ErrorsPageTests
{
    private const string Introduction =
        """
        # Errors

        What ends a command, or a file, or counts rows at its end. The id is the first part of `FullyQualifiedErrorId`; ids are stable. What to do is also in `ErrorDetails.RecommendedAction`. A `…` stands for what the error names: a file, an account, a column; never an e-mail address, a phone number, a hash or a secret. Sentences that differ with the case are parted by ` / `.

        What is wrong with a row is a finding, not an error: [findings.md](findings.md). Where a network refuses an account or a request with a code of its own, the id is that code in the same spelling (`CUSTOMER_NOT_ENABLED` is `CustomerNotEnabled`), with the network's reason and what to do.

        | ErrorId | When | What to do |
        |---|---|---|

        """;

    private static readonly ErrorCatalogue s_catalogue = new();

    [Fact]
    public void The_page_of_errors_is_what_the_catalogues_say()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var error in s_catalogue.Entries.Where(e => !ErrorCatalogue.IsOpen(e)).Select(e => e with { File = "" }).Distinct().OrderBy(e => e.Id, StringComparer.Ordinal).ThenBy(e => e.When, StringComparer.Ordinal))
        {
            page.Append(null, $"| `{error.Id}` | {Cell(error.When)} | {Cell(error.Action)} |\n");
        }

        var file = Repository.File("docs", "errors.md");
        if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != page.ToString())
        {
            Directory.CreateDirectory(Repository.File("TestResults"));
            File.WriteAllText(Repository.File("TestResults", "errors.received.md"), page.ToString());
            Assert.Fail("docs/errors.md is stale. Look at it and replace it: cp TestResults/errors.received.md docs/errors.md");
        }
    }

    [Fact]
    public void An_id_is_one_word_and_a_sentence_ends_with_a_full_stop()
    {
        Assert.True(s_catalogue.Entries.Count > 80, $"Only {s_catalogue.Entries.Count} errors were found.");
        Assert.All(s_catalogue.Entries.Where(e => !ErrorCatalogue.IsOpen(e)), e =>
        {
            Assert.Matches("^[A-Z][A-Za-z]+…?$", e.Id);
            Assert.Matches(@"[.:…)]$", e.When);
        });
    }

    [Fact]
    public void Errors_are_made_in_catalogues_only() =>
        Assert.All(s_catalogue.Entries, e => Assert.EndsWith("Errors.cs", e.File, StringComparison.Ordinal));

    private static string Cell(string text) => LineBreak().Replace(text, " ").Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();
}
