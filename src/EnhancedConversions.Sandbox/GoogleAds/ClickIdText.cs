namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>How Google's click ids look.</summary>
internal static class ClickIdText
{
    /// <summary>True for text a GCLID, GBRAID or WBRAID can be: URL-safe Base64.</summary>
    public static bool IsReadable(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
