using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>A field as a query names it.</summary>
/// <param name="Name">Its GAQL name: <c>conversion_action.value_settings.default_value</c>.</param>
/// <param name="Resource">GAQL name of its resource.</param>
/// <param name="JsonResource">JSON name of its resource.</param>
/// <param name="JsonPath">JSON names below the resource.</param>
/// <param name="Wire">What it is.</param>
internal sealed record SearchField(string Name, string Resource, string JsonResource, string[] JsonPath, WireField Wire)
{
    /// <summary>Its name in a <c>fieldMask</c>.</summary>
    public string MaskPath => JsonResource + "." + string.Join('.', JsonPath);

    /// <summary>Finds a field among the resources a query may name.</summary>
    /// <exception cref="GaqlException">There is none, or it is a group of fields.</exception>
    public static SearchField Find(string name, IEnumerable<SearchResource> resources, int version)
    {
        string[] steps = name.Split('.');
        SearchResource? resource = resources.FirstOrDefault(r => r.Name == steps[0]);
        WireMessage? at = resource?.Message;
        WireField? field = null;
        var path = new List<string>();
        foreach (string step in steps.Skip(1))
        {
            field = at?.Find(step);
            if (field is null || !field.IsKnownIn(version))
            {
                throw Unrecognized(name);
            }

            path.Add(field.JsonName);
            at = field.Repeated ? null : field.Message;
        }

        if (field is null)
        {
            throw Unrecognized(name);
        }

        return field is { Kind: WireKind.Message, Repeated: false }
            ? throw new GaqlException("PROHIBITED_FIELD_IN_SELECT_CLAUSE", $"The following field is not selectable: '{name}'.")
            : new SearchField(name, resource!.Name, resource.JsonName, [.. path], field);
    }

    private static GaqlException Unrecognized(string name) => new("UNRECOGNIZED_FIELD", $"Unrecognized field in the query: '{name}'.");
}
