namespace EnhancedConversions.PS.Tests;

/// <summary>Compares a text with its reviewed copy beside these tests.</summary>
internal static class Approved
{
    /// <summary>
    /// Fails when they differ, leaves the new text in TestResults and names the first difference. To approve it:
    /// look at the difference and copy the received file over the approved one.
    /// </summary>
    public static void Match(string name, string actual)
    {
        var file = Repository.File("tests", "EnhancedConversions.PS.Tests", name);
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved == actual)
        {
            return;
        }

        var received = Path.Combine("TestResults", name.Replace(".approved.", ".received.", StringComparison.Ordinal));
        Directory.CreateDirectory(Repository.File("TestResults"));
        File.WriteAllText(Repository.File(received), actual);
        string[] gone = [.. approved.Split('\n').Except(actual.Split('\n'))], come = [.. actual.Split('\n').Except(approved.Split('\n'))];
        Assert.Fail($"""
            {name} is not what the build has: {gone.Length} lines gone, {come.Length} new.
            {string.Join("\n", gone.Take(5).Select(l => "- " + l.Trim()).Concat(come.Take(5).Select(l => "+ " + l.Trim())))}
            If that is meant, look at the whole difference and approve it:
                git diff --no-index {Path.Combine("tests", "EnhancedConversions.PS.Tests", name)} {received}
                cp {received} {Path.Combine("tests", "EnhancedConversions.PS.Tests", name)}
            """);
    }
}
