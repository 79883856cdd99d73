namespace EnhancedConversions.Sandbox.GoogleAds.Errors;

/// <summary>One step of the way to a field.</summary>
/// <param name="Field">Proto name.</param>
/// <param name="Index">Place in a list; null for a field that is none.</param>
internal readonly record struct PathElement(string Field, int? Index = null);

/// <summary>An error of the Google Ads API (contract A.6).</summary>
/// <param name="Category">The one key of <c>errorCode</c>: <c>conversionActionError</c>, ...</param>
/// <param name="Code">Its value.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Path">Where; empty for the request as a whole.</param>
internal sealed record GoogleAdsError(string Category, string Code, string Message, params PathElement[] Path)
{
    /// <summary>For quota errors: how long to wait; null when it is not told.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The same error below another path.</summary>
    public GoogleAdsError Below(params PathElement[] parents) => this with { Path = [.. parents, .. Path] };
}
