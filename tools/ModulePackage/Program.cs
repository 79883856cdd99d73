using System.Globalization;
using System.Security.Cryptography;
using ModulePackage;

try
{
    switch (args)
    {
        case ["stamp", var manifest, var changelog, .. var rest] when rest.Length <= 1:
            Stamp(manifest, changelog, rest is [{ Length: > 0 } uri] ? uri : null);
            return 0;
        case ["pack", var folder, var packages]:
            Pack(folder, packages);
            return 0;
        default:
            Console.Error.WriteLine("ModulePackage stamp <psd1> <CHANGELOG.md> [<project address>] | pack <staged module> <folder for the package>");
            return 2;
    }
}
catch (InvalidDataException problem)
{
    Console.Error.WriteLine($"ModulePackage: error PACK001: {problem.Message}");
    return 1;
}

static void Stamp(string path, string changelog, string? projectUri)
{
    var manifest = new ModuleManifest(File.ReadAllText(path));
    File.WriteAllText(path, manifest.With(ReleaseNotes.Of(File.ReadAllText(changelog), manifest.Version), projectUri));
}

static void Pack(string folder, string packages)
{
    var id = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
    var manifest = new ModuleManifest(File.ReadAllText(Path.Combine(folder, $"{id}.psd1")));
    var target = Path.Combine(packages, $"{id}.{Nuspec.Version(manifest)}.nupkg");
    Directory.CreateDirectory(packages);
    using (var package = File.Create(target))
    {
        NuGetPackage.Write(folder, id, Nuspec.Make(id, manifest), package);
    }

    var bytes = File.ReadAllBytes(target);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Packed {target}: {bytes.Length / 1e6:0.0} MB, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}"));
    if (manifest.ProjectUri is null)
    {
        Console.WriteLine("It names no project address; give one with -p:ModuleProjectUri=https://...");
    }
}
