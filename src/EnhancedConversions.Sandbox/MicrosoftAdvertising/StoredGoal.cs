using System.Globalization;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>A conversion goal as kept: in its wire form.</summary>
/// <param name="AccountId">The account it was made in.</param>
/// <param name="Fields">All its fields by JSON name.</param>
/// <param name="Created">When it was made.</param>
internal sealed record StoredGoal(string AccountId, JsonObject Fields, DateTimeOffset Created)
{
    public long Id => long.Parse(Text("Id")!, CultureInfo.InvariantCulture);

    public string Name => Text("Name")!;

    public string Type => Text("Type")!;

    public bool IsActive => Text("Status") == "Active";

    public bool IsEnhanced => Flag("IsEnhancedConversionsEnabled");

    public bool IsExternallyAttributed => Flag("IsExternallyAttributed");

    private string? Text(string field) => (string?)Fields[field];

    private bool Flag(string field) => (bool?)Fields[field] == true;
}
