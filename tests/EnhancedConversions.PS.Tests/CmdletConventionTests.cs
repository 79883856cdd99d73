using System.Text.RegularExpressions;
using HelpCompiler;

namespace EnhancedConversions.PS.Tests;

public sealed partial class CmdletConventionTests
{
    // PowerShell's own list (Get-Verb), 7.4.
    private static readonly HashSet<string> s_approvedVerbs =
    [
        "Add", "Clear", "Close", "Copy", "Enter", "Exit", "Find", "Format", "Get", "Hide", "Join", "Lock", "Move", "New", "Open",
        "Optimize", "Push", "Pop", "Redo", "Remove", "Rename", "Reset", "Resize", "Search", "Select", "Set", "Show", "Skip", "Split",
        "Step", "Switch", "Undo", "Unlock", "Watch", "Connect", "Disconnect", "Read", "Receive", "Send", "Write", "Backup",
        "Checkpoint", "Compare", "Compress", "Convert", "ConvertFrom", "ConvertTo", "Dismount", "Edit", "Expand", "Export", "Group",
        "Import", "Initialize", "Limit", "Merge", "Mount", "Out", "Publish", "Restore", "Save", "Sync", "Unpublish", "Update", "Debug",
        "Measure", "Ping", "Repair", "Resolve", "Test", "Trace", "Approve", "Assert", "Build", "Complete", "Confirm", "Deny", "Deploy",
        "Disable", "Enable", "Install", "Invoke", "Register", "Request", "Restart", "Resume", "Start", "Stop", "Submit", "Suspend",
        "Uninstall", "Unregister", "Wait", "Use", "Block", "Grant", "Protect", "Revoke", "Unblock", "Unprotect",
    ];

    // What each cmdlet does to the world outside this session; true = it changes something there.
    private static readonly Dictionary<string, bool> s_mutates = new()
    {
        ["Connect-ConversionAccount"] = false,
        ["ConvertTo-HashedConversion"] = false,
        ["ConvertTo-HashedIdentifier"] = false,
        ["Disconnect-ConversionAccount"] = false,
        ["Export-ConversionFile"] = true,
        ["Export-ConversionReport"] = true,
        ["Export-ConversionTemplate"] = true,
        ["Get-ConversionAccount"] = false,
        ["Get-ConversionAction"] = false,
        ["Get-ConversionReport"] = false,
        ["Get-ConversionTag"] = false,
        ["Get-ConversionUpload"] = false,
        ["Get-ConversionUploadDiagnostic"] = false,
        ["Import-ConversionFile"] = false,
        ["Measure-ConversionObjective"] = false,
        ["New-ConversionAction"] = true,
        ["New-ConversionSchedule"] = true,
        ["New-OfflineConversion"] = false,
        ["Remove-ConversionAction"] = true,
        ["Remove-ConversionUpload"] = true,
        ["Send-ConversionAdjustment"] = true,
        ["Send-OfflineConversion"] = true,
        ["Set-ConversionAction"] = true,
        ["Set-ConversionActionDisplay"] = true,
        ["Sync-ConversionAction"] = true,
        ["Test-ConversionAccount"] = false,
        ["Test-ConversionFile"] = true,
        ["Test-ConversionLedger"] = false,
    };

    private static readonly DocComments s_comments = DocComments.Read(Directory.GetFiles(AppContext.BaseDirectory, "EnhancedConversions*.xml"));

    public static TheoryData<string> Names => Cmdlets.Names;

    [Fact]
    public void The_table_of_what_mutates_misses_no_cmdlet_and_names_no_other() =>
        Assert.Equal(Cmdlets.All.Select(c => c.Name), s_mutates.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verb_is_approved(string name) => Assert.Contains(Cmdlets.Get(name).Verb, s_approvedVerbs);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_noun_is_singular(string name) => Assert.False(Cmdlets.Get(name).Noun.EndsWith('s'));

    [Theory]
    [MemberData(nameof(Names))]
    public void File_class_and_cmdlet_have_one_name(string name)
    {
        var cmdlet = Cmdlets.Get(name);
        Assert.Equal(cmdlet.Verb + cmdlet.Noun + "Command", cmdlet.Type.Name);
        Assert.True(File.Exists(Repository.File("src", "EnhancedConversions.PS", "Commands", cmdlet.Type.Name + ".cs")));
        Assert.True(cmdlet.Type.IsSealed);
    }

    [Fact]
    public void The_commands_folder_holds_cmdlets_only() =>
        Assert.Equal(
            Cmdlets.All.Select(c => c.Type.Name).Order(StringComparer.Ordinal),
            Directory.GetFiles(Repository.File("src", "EnhancedConversions.PS", "Commands")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_changes_the_world_can_be_asked_what_it_would_do(string name) =>
        Assert.Equal(s_mutates[name], Cmdlets.Get(name).SupportsShouldProcess);

    [Theory]
    [MemberData(nameof(Names))]
    public void No_secret_is_typed_as_text(string name)
    {
        var secrets = Cmdlets.Get(name).Parameters.Where(p => SecretName().IsMatch(p.Name) && !p.IsSwitch);
        Assert.All(secrets, p => Assert.Contains(p.Type.FullName, new[] { "System.Security.SecureString", "System.Management.Automation.PSCredential" }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_password_may_be_given_as_a_credential(string name) =>
        Assert.All(Cmdlets.Get(name).Parameters.Where(p => p.Name.EndsWith("Password", StringComparison.Ordinal)), p => Assert.True(p.TakesPasswordOfCredential, p.Name));

    [Fact]
    public void The_gate_for_secrets_has_something_to_guard() =>
        Assert.Contains(Cmdlets.Get("Connect-ConversionAccount").Parameters, p => SecretName().IsMatch(p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_named_in_the_singular_and_in_pascal_case(string name) =>
        Assert.All(Cmdlets.Get(name).Parameters, p => Assert.Matches("^[A-Z][A-Za-z]*[a-rt-z]$|Ads$|Basis$|Days$|Minutes$|Seconds$|Status$|EnhancedConversions$", p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_path_with_wildcards_has_a_literal_twin_that_takes_files_from_Get_ChildItem(string name)
    {
        var parameters = Cmdlets.Get(name).Parameters;
        if (parameters.FirstOrDefault(p => p.Name == "Path") is not { } path || !path.SupportsWildcards)
        {
            return;
        }

        var literal = Assert.Single(parameters, p => p.Name == "LiteralPath");
        Assert.Contains("PSPath", literal.Aliases);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Some_test_on_the_engine_uses_it_and_asks_it_what_it_would_do(string name)
    {
        var lines = Directory.GetFiles(Repository.File("tests", "Pester"), "*.Tests.ps1").SelectMany(File.ReadAllLines).Where(l => l.Contains(name, StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        Assert.True(!s_mutates[name] || lines.Any(l => l.Contains("-WhatIf", StringComparison.Ordinal)), $"No test on the engine runs {name} -WhatIf.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_two_examples_or_more(string name) =>
        Assert.True(s_comments.Examples(Cmdlets.Get(name).Type).Count >= 2, $"{name} has fewer than two examples.");

    // Where a token is kept is no secret.
    [GeneratedRegex("Secret|Token(?!File$|Name$|Vault$|Refreshed$)|Password|Credential|(?<!Foreign)Key$")]
    private static partial Regex SecretName();
}
