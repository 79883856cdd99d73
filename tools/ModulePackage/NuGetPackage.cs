using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace ModulePackage;

/// <summary>
/// Writes a folder as a NuGet package. The same folder gives the same bytes: entries in the order of their names,
/// one time for all of them, no random names, nothing of the file system but names and content.
/// </summary>
internal static class NuGetPackage
{
    // The earliest time a zip can hold.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // rw-r--r--, in the upper half where Unix keeps it.
    private const int Rights = 0b110_100_100 << 16;

    public static void Write(string folder, string id, XDocument nuspec, Stream package)
    {
        SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            entries.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }

        var content = entries.Keys.ToArray();
        entries.Add($"{id}.nuspec", Bytes(nuspec));
        entries.Add("[Content_Types].xml", Bytes(ContentTypes(content)));
        entries.Add("_rels/.rels", Bytes(Relationships(id)));

        using ZipArchive zip = new(package, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in entries)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
            entry.LastWriteTime = s_time;
            entry.ExternalAttributes = Rights;
            using var target = entry.Open();
            target.Write(bytes);
        }
    }

    private static XDocument ContentTypes(IEnumerable<string> files)
    {
        XNamespace schema = "http://schemas.openxmlformats.org/package/2006/content-types";
        var extensions = files.Select(f => Path.GetExtension(f).TrimStart('.')).Where(e => e.Length > 0).Concat(["nuspec"]).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        var bare = files.Where(f => Path.GetExtension(f).Length == 0).Order(StringComparer.Ordinal);
        return new(new XElement(
            schema + "Types",
            new XElement(schema + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            extensions.Select(e => new XElement(schema + "Default", new XAttribute("Extension", e), new XAttribute("ContentType", "application/octet"))),
            bare.Select(f => new XElement(schema + "Override", new XAttribute("PartName", $"/{f}"), new XAttribute("ContentType", "application/octet")))));
    }

    private static XDocument Relationships(string id)
    {
        XNamespace schema = "http://schemas.openxmlformats.org/package/2006/relationships";
        return new(new XElement(
            schema + "Relationships",
            new XElement(
                schema + "Relationship",
                new XAttribute("Type", "http://schemas.microsoft.com/packaging/2010/07/manifest"),
                new XAttribute("Target", $"/{id}.nuspec"),
                new XAttribute("Id", "R1"))));
    }

    // One line ending on every platform.
    private static byte[] Bytes(XDocument document) =>
        Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{document.ToString().ReplaceLineEndings("\n")}\n");
}
