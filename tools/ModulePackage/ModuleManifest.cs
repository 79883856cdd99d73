using System.Text.RegularExpressions;

namespace ModulePackage;

/// <summary>The few literals of a module manifest that a package needs. Read as text: a build has no engine.</summary>
internal sealed partial class ModuleManifest(string text)
{
    public string Version => Value("ModuleVersion");

    public string? Prerelease => Find("Prerelease");

    public string Author => Value("Author");

    public string Description => Value("Description");

    public string Copyright => Value("Copyright");

    public string? ProjectUri => Find("ProjectUri");

    public IReadOnlyList<string> Tags => List("Tags");

    public IReadOnlyList<string> Cmdlets => List("CmdletsToExport");

    /// <summary>The notes as they stand in the manifest, or null before staging has put them there.</summary>
    public string? ReleaseNotes => Notes().Match(text) is { Success: true } notes ? notes.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal).ReplaceLineEndings("\n") : null;

    /// <summary>The manifest with the notes, and the project's address when there is one, beside the licence.</summary>
    public string With(string releaseNotes, string? projectUri)
    {
        if (projectUri is not null && (!Uri.TryCreate(projectUri, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || projectUri.Contains('\'', StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"'{projectUri}' is not an https address.");
        }

        var anchor = LicenceLine().Match(text);
        if (!anchor.Success || Notes().IsMatch(text))
        {
            throw new InvalidDataException("The manifest has no LicenseUri line in PSData to write beside, or has release notes already.");
        }

        var indent = anchor.Groups[1].Value;
        var address = projectUri is null ? "" : $"{indent}ProjectUri = '{projectUri}'\n";
        var notes = $"{indent}ReleaseNotes = '{releaseNotes.Replace("'", "''", StringComparison.Ordinal)}'\n";
        return text.Insert(anchor.Index + anchor.Length, address + notes);
    }

    private string Value(string key) => Find(key) ?? throw new InvalidDataException($"The manifest has no {key}.");

    private string? Find(string key) =>
        Regex.Match(text, $@"^[ \t]*{key}[ \t]*=[ \t]*'((?:[^']|'')*)'", RegexOptions.Multiline) is { Success: true } found ? found.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal) : null;

    private string[] List(string key) =>
        Regex.Match(text, $@"^[ \t]*{key}[ \t]*=[ \t]*@\(([^)]*)\)", RegexOptions.Multiline) is { Success: true } found
            ? [.. Literal().Matches(found.Groups[1].Value).Select(m => m.Groups[1].Value)]
            : throw new InvalidDataException($"The manifest has no {key}.");

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^([ \t]*)LicenseUri[ \t]*=.*\n", RegexOptions.Multiline)]
    private static partial Regex LicenceLine();

    [GeneratedRegex(@"^[ \t]*ReleaseNotes[ \t]*=[ \t]*'((?:[^']|'')*)'", RegexOptions.Multiline)]
    private static partial Regex Notes();
}
