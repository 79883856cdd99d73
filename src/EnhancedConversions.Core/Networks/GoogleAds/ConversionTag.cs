using System.Text.Json;
using System.Text.RegularExpressions;
using EnhancedConversions.Conversions;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.GoogleAds;

/// <summary>One step in Google Tag Manager: what to make, and the values of its fields.</summary>
/// <param name="What">What to make or check.</param>
/// <param name="Fields">Field names and values, in the order of the page; empty when there is nothing to fill in.</param>
public sealed record TagManagerStep(string What, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>What has to stand on the website, to copy: by the Google tag, or by Tag Manager (contract E).</summary>
public sealed partial record ConversionTag
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The action; null when the tag is the account's alone.</summary>
    public string? ActionName { get; init; }

    /// <summary>Conversion id, for example <c>AW-123456789</c>; the manager's under cross-account conversion tracking.</summary>
    public required string ConversionId { get; init; }

    /// <summary>True when the id is that of a manager account, whose conversions this account's are counted among.</summary>
    public bool IsManagerTag { get; init; }

    /// <summary>Conversion label of the action; null for actions without an event of their own, such as imports.</summary>
    public string? ConversionLabel { get; init; }

    /// <summary>The Google tag, for the head of every page, with enhanced conversions allowed.</summary>
    public required string GoogleTag { get; init; }

    /// <summary>The call that hands over what the visitor entered; the tag normalizes and hashes it in the browser. For the page or event of the lead.</summary>
    public required string UserDataCode { get; init; }

    /// <summary>Google's snippet for the event or call itself; null for imports, whose conversions come by upload.</summary>
    public string? EventSnippet { get; init; }

    /// <summary>The same by Google Tag Manager.</summary>
    public required IReadOnlyList<TagManagerStep> TagManagerSteps { get; init; }

    /// <summary>Puts the texts together.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="tracking">The account's <c>conversionTrackingSetting</c>.</param>
    /// <param name="action">The action; null for the account's tag alone.</param>
    /// <param name="snippets">The action's <c>tagSnippets</c>.</param>
    /// <returns>Null when the account tracks no conversions yet and has no id.</returns>
    internal static ConversionTag? Make(string accountId, JsonElement tracking, ConversionAction? action, IEnumerable<JsonElement> snippets)
    {
        var manager = tracking.Text("crossAccountConversionTrackingId") is { } id and not "0" ? id : null;
        if ((manager ?? tracking.Text("conversionTrackingId")) is not { } number || number == "0")
        {
            return null;
        }

        var snippet = snippets.Where(item => item.Text("pageFormat") is null or "HTML").Select(item => item.Text("eventSnippet")).FirstOrDefault(text => text is not null);
        var label = snippet is not null && SendTo().Match(snippet) is { Success: true } match ? match.Groups[1].Value : null;
        var conversionId = $"AW-{number}";
        return new ConversionTag
        {
            AccountId = accountId,
            ActionName = action?.Name,
            ConversionId = conversionId,
            IsManagerTag = manager is not null,
            ConversionLabel = label,
            GoogleTag = $$"""
                <!-- Google tag: in the head of every page -->
                <script async src="https://www.googletagmanager.com/gtag/js?id={{conversionId}}"></script>
                <script>
                  window.dataLayer = window.dataLayer || [];
                  function gtag() { dataLayer.push(arguments); }
                  gtag('js', new Date());
                  gtag('config', '{{conversionId}}', { 'allow_enhanced_conversions': true });
                </script>
                """,
            UserDataCode = """
                <script>
                  // When the visitor sends the form, before any event: the tag normalizes and hashes these values itself.
                  // Leave out what the form does not ask for. The phone number needs "+" and the country code.
                  gtag('set', 'user_data', {
                    'email': document.querySelector('#email').value,
                    'phone_number': document.querySelector('#phone').value
                  });
                </script>
                """,
            EventSnippet = snippet,
            TagManagerSteps = Steps(number, label),
        };
    }

    private static TagManagerStep[] Steps(string number, string? label)
    {
        var steps = new List<TagManagerStep>
        {
            Step("Tag 'Google Tag' on all pages", new("Tag ID", $"AW-{number}"), new("Trigger", "Initialization - All Pages")),
            Step("Tag 'Conversion Linker' on all pages", KeyValuePair.Create("Trigger", "All Pages")),
            Step("Variable 'User-Provided Data'", new("Type", "Manual configuration, or Code"), new("Email", "the form's e-mail field"), new("Phone", "the form's phone field, with + and country code")),
            Step("Tag 'Google Ads User-Provided Data Event'", new("Conversion ID", number), new("User-Provided Data", "the variable above"), new("Trigger", "the form's submission")),
        };
        if (label is not null)
        {
            steps.Add(Step("Tag 'Google Ads Conversion Tracking'", new("Conversion ID", number), new("Conversion Label", label), new("Trigger", "the event that is the conversion")));
        }

        steps.Add(Step("Preview, check that the tags fire, then publish the container"));
        return [.. steps];
    }

    // An array: a list of another kind shows its own type's name in a script.
    private static TagManagerStep Step(string what, params KeyValuePair<string, string>[] fields) => new(what, fields);

    [GeneratedRegex(@"AW-[0-9]+/([A-Za-z0-9_\-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex SendTo();
}
