using System.Text.RegularExpressions;

namespace ModulePackage;

/// <summary>What the changelog says about one version.</summary>
internal static class ReleaseNotes
{
    /// <summary>The section of the version, or of what is not yet released while the version has none.</summary>
    public static string Of(string changelog, string version)
    {
        var text = changelog.ReplaceLineEndings("\n");
        return Section(text, version) ?? Section(text, "Unreleased")
            ?? throw new InvalidDataException($"The changelog says nothing about {version}, and has no section [Unreleased].");
    }

    private static string? Section(string changelog, string name) =>
        Regex.Match(changelog, $@"^## \[{Regex.Escape(name)}\][^\n]*\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline) is { Success: true } section && section.Groups[1].Value.Trim() is { Length: > 0 } notes
            ? notes
            : null;
}
