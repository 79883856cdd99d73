using System.Globalization;
using System.Text;

namespace EnhancedConversions.ExampleData;

/// <summary>The page that tells which rows of the examples are wrong.</summary>
internal static class ExampleReadme
{
    public static string Of(params (string File, IReadOnlyList<Lead> Leads)[] files)
    {
        var page = new StringBuilder("""
            # Example leads

            Nobody here exists: every address is at example.com, every phone number is reserved for fiction. Good rows lie between
            2026-10-15 and 2026-11-19; rehearsals run with a clock that stands at 2026-11-20T12:00:00Z. Some addresses have dots or a
            plus tag, so that Google and Microsoft need two different hashes; some cells hold a SHA-256 already.

            - `leads.xlsx`: the Google template, filled in. The zone is in cell A1, some times name their own.
            - `leads.csv`: the same columns and Order ID. Every time names its zone, so the file also works with `Import-Csv`.

            These rows are wrong on purpose:

            | file | row | finding | why |
            |---|---:|---|---|

            """);
        foreach (var (file, leads) in files)
        {
            foreach (var lead in leads.Where(l => l.Flaw is not null))
            {
                page.Append(CultureInfo.InvariantCulture, $"| {file} | {lead.Row} | {lead.Code} | {lead.Flaw} |\n");
            }
        }

        page.Append("""

            Written by `dotnet run --project tools/ExampleData`; the same run gives the same bytes.

            """);
        return page.Replace("\r\n", "\n").ToString();
    }
}
