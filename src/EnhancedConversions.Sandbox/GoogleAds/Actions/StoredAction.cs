using System.Globalization;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.GoogleAds.Actions;

/// <summary>A conversion action as kept: the resource in its wire form.</summary>
/// <param name="Resource">All its fields by JSON name.</param>
/// <param name="Created">When it was made.</param>
internal sealed record StoredAction(JsonObject Resource, DateTimeOffset Created)
{
    public long Id => long.Parse(Field("id")!, CultureInfo.InvariantCulture);

    public string Name => Field("name")!;

    public string Type => Field("type")!;

    public string Status => Field("status")!;

    public bool IsRemoved => Status == "REMOVED";

    public bool CountsOnePerClick => Field("countingType") == "ONE_PER_CLICK";

    /// <summary>True when another system attributes its conversions.</summary>
    public bool IsExternallyAttributed => (string?)Resource["attributionModelSettings"]?["attributionModel"] == "EXTERNAL";

    /// <summary>True when values sent with conversions are left out of account.</summary>
    public bool AlwaysUsesDefaultValue => (bool?)Resource["valueSettings"]?["alwaysUseDefaultValue"] == true;

    /// <summary>The account that owns it.</summary>
    public string CustomerId => Field("ownerCustomer")!["customers/".Length..];

    private string? Field(string name) => (string?)Resource[name];
}
