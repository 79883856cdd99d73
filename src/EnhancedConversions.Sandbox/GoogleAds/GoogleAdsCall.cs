using System.Text.Json;

namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>A request to the Google Ads API that came through: signed in, allowed, its body a message of the API.</summary>
/// <param name="Version">API version.</param>
/// <param name="Account">The account of the path.</param>
/// <param name="LoginAccount">The account signed in through.</param>
/// <param name="Body">The message.</param>
/// <param name="IsEstablished">The caller's project uploaded click conversions before that was closed to new ones.</param>
internal sealed record GoogleAdsCall(int Version, GoogleAccount Account, GoogleAccount LoginAccount, JsonElement Body, bool IsEstablished);
