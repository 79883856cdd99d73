using System.Globalization;
using System.Text;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Reports.Page;

/// <summary>What a look at the accounts found: what needs somebody first.</summary>
internal static class HealthSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportFigures figures)
    {
        if (figures.Content.Checks.Count == 0)
        {
            html.Text("p", "Nobody looked. Test-ConversionAccount | Export-ConversionReport, or Export-ConversionReport -IncludeHealth, puts it here.", ("class", "quiet"));
            return;
        }

        var number = 0;
        foreach (var account in figures.Content.Checks.GroupBy(check => check.Account))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"health-{++number}");
            using (html.Open("article", ("class", "card"), ("aria-labelledby", id)))
            {
                using (html.Open("h3", ("id", id)))
                {
                    html.Name(account.Key ?? "Account");
                }

                html.Text("p", string.Join(", ", account.GroupBy(check => check.State).OrderBy(state => Urgency(state.Key)).Select(state => $"{Figures.Whole(state.Count())} {state.Key.ToString().ToLowerInvariant()}")) + ".", ("class", "quiet"));
                using (html.Open("ul", ("class", "checks")))
                {
                    foreach (var check in account.OrderBy(check => Urgency(check.State)))
                    {
                        WriteCheck(html, check);
                    }
                }
            }
        }
    }

    private static void WriteCheck(HtmlWriter html, AccountCheck check)
    {
        using (html.Open("li"))
        {
            html.Text("span", check.State.ToString(), ("class", "mark " + check.State.ToString().ToLowerInvariant()));
            using (html.Open("div"))
            {
                using (html.Open("p"))
                {
                    html.Text("b", Words(check.Name));
                    html.Text(" " + HtmlWriter.Visible(check.Meaning));
                }

                if (check.Action is not null)
                {
                    using (html.Open("p", ("class", "do")))
                    {
                        html.Text("b", "What to do: ");
                        html.Text(HtmlWriter.Visible(check.Action));
                    }
                }
            }
        }
    }

    // CustomerDataTerms reads as "Customer data terms".
    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var sign in HtmlWriter.Visible(name))
        {
            if (char.IsAsciiLetterUpper(sign) && words.Length > 0)
            {
                words.Append(' ').Append(char.ToLowerInvariant(sign));
            }
            else
            {
                words.Append(sign);
            }
        }

        return words.Append('.').ToString();
    }

    private static int Urgency(AccountCheckState state) => state switch
    {
        AccountCheckState.Failed => 0,
        AccountCheckState.Warning => 1,
        AccountCheckState.Skipped => 2,
        _ => 3,
    };
}
