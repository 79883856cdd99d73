using EnhancedConversions.Sandbox.Wire;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>Something a query can be about.</summary>
/// <param name="Name">GAQL name.</param>
/// <param name="Message">Its fields.</param>
/// <param name="Rows">What it holds for an account.</param>
internal sealed record SearchResource(string Name, WireMessage Message, Func<GoogleAdsCall, WorldTables, IEnumerable<SearchRow>> Rows)
{
    /// <summary>Name of the resource in a result row.</summary>
    public string JsonName { get; } = WireField.Text(Name).JsonName;
}
