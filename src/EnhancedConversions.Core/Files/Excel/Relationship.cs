namespace EnhancedConversions.Files.Excel;

/// <summary>A link from one part of a workbook to another.</summary>
/// <param name="Id">Its id in the part it starts from.</param>
/// <param name="Type">What it is for, a URI.</param>
/// <param name="Target">Name of the part it leads to, from the root of the package.</param>
internal sealed record Relationship(string Id, string Type, string Target)
{
    /// <summary>Reads the links of one part; those to places outside the file are left out.</summary>
    public static IReadOnlyList<Relationship> Read(MarkupReader reader, string folder, string path)
    {
        var relationships = new List<Relationship>();
        while (reader.Read())
        {
            if (reader.IsAt("Relationship") && reader.Attribute("TargetMode") != "External" && reader.Attribute("Target") is { Length: > 0 } target)
            {
                relationships.Add(new Relationship(reader.Attribute("Id") ?? "", reader.Attribute("Type") ?? "", Resolve(folder, target, path)));
            }
        }

        return relationships;
    }

    private static string Resolve(string folder, string target, string path)
    {
        var steps = new List<string>();
        var full = target.StartsWith('/') ? target : folder + target;
        foreach (var step in full.Split('/', '\\'))
        {
            if (step == "..")
            {
                if (steps.Count == 0)
                {
                    throw FileErrors.WorkbookUnsafe(path, "one of its links leads out of the file");
                }

                steps.RemoveAt(steps.Count - 1);
            }
            else if (step is not ("" or "."))
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
