using System.IO.Compression;

namespace EnhancedConversions.PS.Tests;

/// <summary>The module's package, made once the way a release is made, and unpacked the way an installation unpacks it.</summary>
public sealed class PackedModule : IAsyncLifetime
{
    public const string ProjectUri = "https://example.org/enhanced-conversions";

    private readonly string _folder = Directory.CreateTempSubdirectory("packed-module-").FullName;

    /// <summary>The package file.</summary>
    public string Package { get; private set; } = "";

    /// <summary>Folder of the installed module, named as PSResourceGet names it.</summary>
    public string Installed { get; private set; } = "";

    /// <summary>Names in the package, in its order.</summary>
    public IReadOnlyList<string> Entries { get; private set; } = [];

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public async Task InitializeAsync()
    {
        var packages = Folder("packages");
        var packed = await ExternalProgram.RunAsync(
            "dotnet", "build", Repository.File("src", "EnhancedConversions.PS"), "-t:PackModule", "--nologo", "--configuration", "Release",
            $"-p:StageFolder={Path.Combine(_folder, "EnhancedConversions.PS")}/", $"-p:PackageFolder={packages}/", $"-p:ModuleProjectUri={ProjectUri}");
        Assert.True(packed.ExitCode == 0, packed.Output);

        Package = Assert.Single(Directory.GetFiles(packages));
        Installed = Path.Combine(_folder, "modules", "EnhancedConversions.PS", Cmdlets.All[0].Type.Assembly.GetName().Version!.ToString(3));
        using var zip = await ZipFile.OpenReadAsync(Package);
        Entries = [.. zip.Entries.Select(e => e.FullName)];
        await zip.ExtractToDirectoryAsync(Installed);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
