using System.Globalization;
using System.Text.Json.Nodes;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>The tag texts the network makes for actions that are counted on a website (contract A.4, E).</summary>
internal static class TagSnippets
{
    /// <summary>The snippets of an action; null for types that have no tag.</summary>
    public static JsonArray? Of(string type, long id, GoogleAccount owner)
    {
        string number = owner.ConversionTrackingId.ToString(CultureInfo.InvariantCulture);
        string sendTo = $"AW-{number}/{Label(id)}";
        return type switch
        {
            "WEBPAGE" => [
                Snippet("WEBPAGE", "HTML", number, $"<script>gtag('event','conversion',{{'send_to':'{sendTo}','value':1.0,'currency':'{owner.Currency}','transaction_id':''}});</script>"),
                Snippet("WEBPAGE", "AMP", number, $"<amp-analytics type=\"gtag\" data-credentials=\"include\"><script type=\"application/json\">{{\"vars\":{{\"gtag_id\":\"AW-{number}\"}},\"triggers\":{{\"conversion\":{{\"on\":\"visible\",\"vars\":{{\"event_name\":\"conversion\",\"send_to\":[\"{sendTo}\"]}}}}}}}}</script></amp-analytics>"),
                Snippet("WEBPAGE_ONCLICK", "HTML", number, $"<script>function gtag_report_conversion(url){{gtag('event','conversion',{{'send_to':'{sendTo}','event_callback':function(){{if(url){{window.location=url;}}}}}});return false;}}</script>"),
            ],
            "CLICK_TO_CALL" => [Snippet("CLICK_TO_CALL", "HTML", number, $"<script>function gtag_report_conversion(url){{gtag('event','conversion',{{'send_to':'{sendTo}'}});return false;}}</script>")],
            "WEBSITE_CALL" => [Snippet("WEBSITE_CALL", "HTML", number, $"<script>gtag('config','{sendTo}',{{'phone_conversion_number':''}});</script>")],
            _ => null,
        };
    }

    private static JsonObject Snippet(string type, string format, string number, string eventSnippet) => new()
    {
        ["type"] = type,
        ["pageFormat"] = format,
        ["globalSiteTag"] = format == "AMP"
            ? "<script async custom-element=\"amp-analytics\" src=\"https://cdn.ampproject.org/v0/amp-analytics-0.1.js\"></script>"
            : $"<script async src=\"https://www.googletagmanager.com/gtag/js?id=AW-{number}\"></script><script>window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments);}}gtag('js',new Date());gtag('config','AW-{number}');</script>",
        ["eventSnippet"] = eventSnippet,
    };

    private static string Label(long id) => Convert.ToBase64String(Digest.Of("label:" + id.ToString(CultureInfo.InvariantCulture)).ToArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_')[..19];
}
