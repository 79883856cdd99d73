using System.Net;

namespace EnhancedConversions.Sandbox.Http;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> text.</summary>
internal static class FormFields
{
    /// <summary>Name and value of each field; the last of equal names wins.</summary>
    public static Dictionary<string, string> Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            fields[name] = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
        }

        return fields;
    }
}
