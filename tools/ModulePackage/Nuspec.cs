using System.Xml.Linq;

namespace ModulePackage;

/// <summary>What a repository of PowerShell modules reads about a package.</summary>
internal static class Nuspec
{
    private static readonly XNamespace s_schema = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    public static XDocument Make(string id, ModuleManifest manifest) =>
        new(new XElement(
            s_schema + "package",
            new XElement(
                s_schema + "metadata",
                Element("id", id),
                Element("version", Version(manifest)),
                Element("authors", manifest.Author),
                Element("owners", manifest.Author),
                Element("requireLicenseAcceptance", "false"),
                new XElement(s_schema + "license", new XAttribute("type", "expression"), "MIT"),

                // What readers that do not know the expression show; the address is the one NuGet itself writes.
                Element("licenseUrl", "https://licenses.nuget.org/MIT"),
                manifest.ProjectUri is { } project ? Element("projectUrl", project) : null,
                Element("description", manifest.Description),
                Element("releaseNotes", manifest.ReleaseNotes ?? throw new InvalidDataException("The staged manifest has no release notes.")),
                Element("copyright", manifest.Copyright),
                Element("tags", string.Join(' ', Tags(manifest))))));

    public static string Version(ModuleManifest manifest) => manifest.Prerelease is { Length: > 0 } label ? $"{manifest.Version}-{label}" : manifest.Version;

    // The names by which Find-PSResource finds a module and its commands.
    private static IEnumerable<string> Tags(ModuleManifest manifest) =>
        ["PSModule", .. manifest.Tags, "PSIncludes_Cmdlet", .. manifest.Cmdlets.Select(c => $"PSCmdlet_{c}"), .. manifest.Cmdlets.Select(c => $"PSCommand_{c}")];

    private static XElement Element(string name, string value) => new(s_schema + name, value);
}
