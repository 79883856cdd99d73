using ModulePackage;

namespace EnhancedConversions.PS.Tests;

public sealed class ReleaseNotesTests
{
    private const string Changelog = "# Changelog\n\n## [Unreleased]\n\n- next\n\n## [1.1.0] - 2027-01-02\n\n### Added\n\n- it's new\n\n## [1.0.0] - 2026-12-01\n\n- first\n";

    [Fact]
    public void A_released_version_has_its_own_section() => Assert.Equal("### Added\n\n- it's new", ReleaseNotes.Of(Changelog, "1.1.0"));

    [Fact]
    public void The_last_section_ends_with_the_file() => Assert.Equal("- first", ReleaseNotes.Of(Changelog, "1.0.0"));

    [Fact]
    public void A_version_not_yet_released_has_what_is_unreleased() => Assert.Equal("- next", ReleaseNotes.Of(Changelog, "1.2.0"));

    [Fact]
    public void Nothing_to_say_is_an_error() => Assert.Throws<InvalidDataException>(() => ReleaseNotes.Of("# Changelog\n\n## [Unreleased]\n", "1.0.0"));

    [Fact]
    public void The_manifest_takes_notes_with_quotes_and_gives_them_back()
    {
        var manifest = new ModuleManifest(File.ReadAllText(Repository.Module("EnhancedConversions.PS.psd1")));
        Assert.Null(manifest.ReleaseNotes);
        var stamped = new ModuleManifest(manifest.With("it's\nnew", "https://example.org/x"));
        Assert.Equal("it's\nnew", stamped.ReleaseNotes);
        Assert.Equal("https://example.org/x", stamped.ProjectUri);
        Assert.Equal(manifest.Cmdlets, stamped.Cmdlets);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("http://example.org")]
    [InlineData("https://example.org/'; Remove-Item")]
    public void An_address_that_is_none_is_refused(string address) =>
        Assert.Throws<InvalidDataException>(() => new ModuleManifest(File.ReadAllText(Repository.Module("EnhancedConversions.PS.psd1"))).With("notes", address));
}
