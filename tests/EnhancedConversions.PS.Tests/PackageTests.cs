using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ModulePackage;

namespace EnhancedConversions.PS.Tests;

/// <summary>What ships: made, unpacked and, where there is an engine, used.</summary>
[Collection("Builds of the module")]
public sealed partial class PackageTests(PackedModule module) : IClassFixture<PackedModule>
{
    // Where the module's load context looks, and what the platform's own loader wants to find there.
    private static readonly Dictionary<string, string> s_natives = new(StringComparer.Ordinal)
    {
        ["lib/runtimes/linux-arm64/native/libe_sqlite3.so"] = "ELF AArch64",
        ["lib/runtimes/linux-musl-x64/native/libe_sqlite3.so"] = "ELF x64",
        ["lib/runtimes/linux-x64/native/libe_sqlite3.so"] = "ELF x64",
        ["lib/runtimes/osx-arm64/native/libe_sqlite3.dylib"] = "Mach-O AArch64",
        ["lib/runtimes/osx-x64/native/libe_sqlite3.dylib"] = "Mach-O x64",
        ["lib/runtimes/win-arm64/native/e_sqlite3.dll"] = "PE AArch64",
        ["lib/runtimes/win-x64/native/e_sqlite3.dll"] = "PE x64",
    };

    [Fact]
    public void It_has_a_native_library_for_each_platform_and_no_other()
    {
        Assert.Equal(s_natives.Keys.Order(StringComparer.Ordinal), module.Entries.Where(e => e.Contains("/native/", StringComparison.Ordinal)));
        Assert.All(s_natives, n => Assert.Equal(n.Value, Machine(File.ReadAllBytes(Path.Combine(module.Installed, n.Key)))));
    }

    [Theory]
    [InlineData("linux-x64", 0x8664 ^ 0x7B79)]
    [InlineData("win-x64", 0x8664)]
    public void The_assemblies_a_row_passes_through_have_machine_code_too(string runtime, int machine)
    {
        var folder = $"lib/compiled/{runtime}/";
        string[] expected =
        [
            "EnhancedConversions.Core.dll", "EnhancedConversions.PS.dll", "EnhancedConversions.Sandbox.dll", "Microsoft.Data.Sqlite.dll", "NodaTime.dll",
            "SQLitePCLRaw.batteries_v2.dll", "SQLitePCLRaw.core.dll", "SQLitePCLRaw.provider.e_sqlite3.dll", "Sylvan.Data.Csv.dll",
        ];
        Assert.Equal(expected, module.Entries.Where(e => e.StartsWith(folder, StringComparison.Ordinal)).Select(e => e[folder.Length..]));
        foreach (var name in expected)
        {
            using var image = new PEReader(File.OpenRead(Path.Combine(module.Installed, folder, name)));
            using var plain = new PEReader(File.OpenRead(Path.Combine(module.Installed, "lib", name)));

            // The runtime tells images of other systems by a machine that is none: the true one and a number of the system's own.
            Assert.Equal(machine, (int)image.PEHeaders.CoffHeader.Machine);
            Assert.NotEqual(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
            Assert.Equal(0, plain.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
            Assert.Equal(Identity(plain), Identity(image));
        }

        // Of the very same source.
        static (Guid, Version) Identity(PEReader file)
        {
            var metadata = file.GetMetadataReader();
            return (metadata.GetGuid(metadata.GetModuleDefinition().Mvid), metadata.GetAssemblyDefinition().Version);
        }
    }

    [SkippableFact]
    public void The_loader_takes_the_machine_code_of_this_platform_and_does_without_where_there_is_none()
    {
        var runtime = RuntimeInformation.RuntimeIdentifier;
        Skip.IfNot(Directory.Exists(Path.Combine(module.Installed, "lib", "compiled", runtime)), $"There is no machine code for {runtime}.");
        Assert.Equal(Path.Combine(module.Installed, "lib", "compiled", runtime, "EnhancedConversions.PS.dll"), Load(module.Installed));

        var without = module.Folder("without-images");
        foreach (var file in Directory.GetFiles(module.Installed, "*.dll").Concat(Directory.GetFiles(Path.Combine(module.Installed, "lib"))))
        {
            var target = Path.Combine(without, Path.GetRelativePath(module.Installed, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Assert.Equal(Path.Combine(without, "lib", "EnhancedConversions.PS.dll"), Load(without));

        // Of another platform than the folder says.
        var other = Directory.GetDirectories(Path.Combine(module.Installed, "lib", "compiled")).First(f => Path.GetFileName(f) != runtime);
        var odd = Directory.CreateDirectory(Path.Combine(without, "lib", "compiled", runtime)).FullName;
        File.Copy(Path.Combine(other, "EnhancedConversions.PS.dll"), Path.Combine(odd, "EnhancedConversions.PS.dll"));
        Assert.Equal(Path.Combine(without, "lib", "EnhancedConversions.PS.dll"), Load(without));

        static string Load(string folder)
        {
            var context = new AssemblyLoadContext(null, isCollectible: true);
            var loader = context.LoadFromAssemblyPath(Path.Combine(folder, "EnhancedConversions.PS.Loader.dll"));
            return ((Assembly)loader.GetType("EnhancedConversions.PS.Loader.ModuleLoader")!.GetMethod("Load")!.Invoke(null, null)!).Location;
        }
    }

    [Fact]
    public void It_has_no_engine_no_symbols_and_no_doc_comments()
    {
        Assert.DoesNotContain(module.Entries, e => e.Contains("System.Management.Automation", StringComparison.Ordinal) || e.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.Equal(["[Content_Types].xml", "en-US/EnhancedConversions.PS.dll-Help.xml"], module.Entries.Where(e => e.EndsWith(".xml", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_is_small_and_so_is_each_set_of_machine_code()
    {
        using var zip = ZipFile.OpenRead(module.Package);
        var sets = zip.Entries.Where(e => e.FullName.StartsWith("lib/compiled/", StringComparison.Ordinal)).GroupBy(e => e.FullName.Split('/')[2]).ToDictionary(s => s.Key, s => s.Sum(e => e.CompressedLength));
        Assert.Equal(2, sets.Count);
        Assert.All(sets.Values, size => Assert.InRange(size, 1, 4_000_000));
        Assert.InRange(new FileInfo(module.Package).Length - sets.Values.Sum(), 1, 10_000_000);
    }

    [Fact]
    public void Its_description_is_what_a_repository_asks_for()
    {
        var metadata = XDocument.Load(Path.Combine(module.Installed, "EnhancedConversions.PS.nuspec")).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        Assert.Equal("EnhancedConversions.PS", Value("id"));
        Assert.Equal(Cmdlets.All[0].Type.Assembly.GetName().Version!.ToString(3), Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("expression", (string?)metadata.Elements().Single(e => e.Name.LocalName == "license").Attribute("type"));
        Assert.Equal(PackedModule.ProjectUri, Value("projectUrl"));
        var changelog = File.ReadAllText(Repository.File("CHANGELOG.md")).ReplaceLineEndings("\n");
        Assert.Contains(Value("releaseNotes").ReplaceLineEndings("\n"), changelog, StringComparison.Ordinal);
        Assert.StartsWith("### ", Value("releaseNotes"), StringComparison.Ordinal);

        var tags = Value("tags").Split(' ');
        Assert.Equal(tags.Distinct(), tags);
        string[] expected = ["PSModule", "PSEdition_Core", "GoogleAds", "MicrosoftAdvertising", .. Cmdlets.All.Select(c => $"PSCmdlet_{c.Name}")];
        Assert.Empty(expected.Except(tags));
    }

    [Fact]
    public void The_manifest_inside_has_the_same_notes_and_address()
    {
        var manifest = new ModuleManifest(File.ReadAllText(Path.Combine(module.Installed, "EnhancedConversions.PS.psd1")));
        Assert.Equal(PackedModule.ProjectUri, manifest.ProjectUri);
        Assert.Equal(ReleaseNotes.Of(File.ReadAllText(Repository.File("CHANGELOG.md")), manifest.Version), manifest.ReleaseNotes);
    }

    [Fact]
    public void Every_library_inside_stands_in_the_notices_with_its_version_and_licence()
    {
        using var deps = JsonDocument.Parse(File.ReadAllText(Path.Combine(module.Installed, "lib", "EnhancedConversions.PS.deps.json")));
        var target = deps.RootElement.GetProperty("targets").EnumerateObject().Single().Value;
        var shipped = target.EnumerateObject()
            .Where(l => !l.Name.StartsWith("EnhancedConversions.", StringComparison.Ordinal) && (l.Value.TryGetProperty("runtime", out _) || l.Value.TryGetProperty("runtimeTargets", out _)))
            .Select(l => l.Name.Replace('/', ' '))
            .ToArray();
        var notices = File.ReadAllText(Path.Combine(module.Installed, "THIRD-PARTY-NOTICES.txt")).ReplaceLineEndings("\n");
        var listed = Notice().Matches(notices).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.Equal(shipped.Order(StringComparer.OrdinalIgnoreCase), listed.Keys.Order(StringComparer.OrdinalIgnoreCase));

        // As the package itself says, wherever the packages of this build are still at hand.
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var (library, licence) in listed)
        {
            var name = library.Split(' ')[0].ToLowerInvariant();
            var nuspec = Path.Combine(packages, name, library.Split(' ')[1], name + ".nuspec");
            if (File.Exists(nuspec) && Licence().Match(File.ReadAllText(nuspec)) is { Success: true } declared)
            {
                Assert.Equal((library, declared.Groups[1].Value), (library, licence));
            }

            var texts = licence == "Public domain" ? [] : licence.Split(" OR ").Last().Split(' ');
            Assert.All(texts, t => Assert.Contains($"\n{t}\n---", notices, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_same_files_give_the_same_bytes_wherever_and_whenever_they_lie()
    {
        var copy = Path.Combine(module.Folder("copy"), "EnhancedConversions.PS");
        foreach (var file in Directory.GetFiles(module.Installed, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".nuspec", StringComparison.Ordinal) && !f.EndsWith(".rels", StringComparison.Ordinal) && !f.EndsWith("[Content_Types].xml", StringComparison.Ordinal)).OrderDescending())
        {
            var target = Path.Combine(copy, Path.GetRelativePath(module.Installed, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        using var again = new MemoryStream();
        NuGetPackage.Write(copy, "EnhancedConversions.PS", Nuspec.Make("EnhancedConversions.PS", new ModuleManifest(File.ReadAllText(Path.Combine(copy, "EnhancedConversions.PS.psd1")))), again);
        Assert.Equal(File.ReadAllBytes(module.Package), again.ToArray());
    }

    [Fact]
    public async Task A_package_feed_takes_it_and_gives_it_back()
    {
        var (feed, project, packages) = (module.Folder("feed"), Path.Combine(module.Folder("project"), "Project.csproj"), module.Folder("restored"));
        var pushed = await ExternalProgram.RunAsync("dotnet", "nuget", "push", module.Package, "--source", feed);
        Assert.True(pushed.ExitCode == 0, pushed.Output);

        var version = Path.GetFileName(module.Installed);
        await File.WriteAllTextAsync(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageDownload Include="EnhancedConversions.PS" Version="[{version}]" /></ItemGroup>
            </Project>
            """);
        var restored = await ExternalProgram.RunAsync("dotnet", "restore", project, "--source", feed, "--packages", packages);
        Assert.True(restored.ExitCode == 0, restored.Output);
        Assert.True(File.Exists(Path.Combine(packages, "enhancedconversions.ps", version, "EnhancedConversions.PS.psd1")));
    }

    [SkippableFact]
    public async Task Unpacked_it_does_the_main_job_on_a_real_engine()
    {
        Skip.If(await ExternalProgram.EngineVersionAsync() is null, "pwsh is not on the PATH.");
        var run = await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-Command", $$"""
            $ErrorActionPreference = 'Stop'
            $env:PSModulePath = '{{Path.GetDirectoryName(Path.GetDirectoryName(module.Installed))}}' + [IO.Path]::PathSeparator + $env:PSModulePath
            Import-Module EnhancedConversions.PS
            $null = Connect-ConversionAccount -Sandbox -SandboxClock 2026-11-20T12:00:00Z -StatePath '{{module.Folder("state")}}'
            $results = Send-OfflineConversion -Path '{{Repository.File("examples", "data", "leads.xlsx")}}' -ErrorAction SilentlyContinue -WarningAction Ignore
            (Get-Module EnhancedConversions.PS).ModuleBase
            @($results | Where-Object Status -EQ Accepted | Select-Object -ExpandProperty Network -Unique).Count
            @($results | Where-Object Status -NotIn Accepted, Invalid, Held).Count
            (Get-Help Send-OfflineConversion).Synopsis.Length -gt 20
            """);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal([module.Installed, "2", "0", "True"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [SkippableFact]
    public async Task PSResourceGet_finds_it_in_a_folder_and_installs_it()
    {
        var has = await ExternalProgram.VersionAsync("pwsh", "-NoProfile", "-Command", "if (-not (Get-Command Save-PSResource -ErrorAction Ignore)) { exit 1 }; 'here'");
        Skip.If(has is null, "There is no PowerShell with Microsoft.PowerShell.PSResourceGet on the PATH.");
        var (feed, saved) = (module.Folder("gallery"), module.Folder("saved"));
        File.Copy(module.Package, Path.Combine(feed, Path.GetFileName(module.Package)));
        var run = await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-Command", $$"""
            $ErrorActionPreference = 'Stop'
            $name = "Test$PID"
            Register-PSResourceRepository $name -Uri '{{feed}}' -Trusted
            try {
                (Find-PSResource EnhancedConversions.PS -Repository $name).Tags -contains 'GoogleAds'
                Save-PSResource EnhancedConversions.PS -Repository $name -Path '{{saved}}' -TrustRepository
                Import-Module (Get-ChildItem '{{saved}}' -Recurse -Filter EnhancedConversions.PS.psd1).FullName
                (Get-Command -Module EnhancedConversions.PS).Count
            }
            finally { Unregister-PSResourceRepository $name }
            """);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(["True", $"{Cmdlets.All.Count}"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // The machine a native library is for, from the first bytes of the three formats.
    private static string Machine(byte[] file) => file switch
    {
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => "ELF " + file[18] switch { 0x3E => "x64", 0xB7 => "AArch64", _ => "?" },
        [0xCF, 0xFA, 0xED, 0xFE, ..] => "Mach-O " + (BitConverter.ToUInt32(file, 4) switch { 0x01000007 => "x64", 0x0100000C => "AArch64", _ => "?" }),
        [(byte)'M', (byte)'Z', ..] => "PE " + (BitConverter.ToUInt16(file, BitConverter.ToInt32(file, 0x3C) + 4) switch { 0x8664 => "x64", 0xAA64 => "AArch64", _ => "?" }),
        _ => "?",
    };

    [GeneratedRegex(@"^(\S+ [0-9][0-9.]*)\n    Licence: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Notice();

    [GeneratedRegex("<license type=\"expression\">([^<]+)<")]
    private static partial Regex Licence();
}
