using System.Diagnostics;

namespace EnhancedConversions.PS.Tests;

/// <summary>Runs a program in the repository and waits for it, within reason.</summary>
internal static class ExternalProgram
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    /// <summary>What a program says about its version, or null when it is not there or fails.</summary>
    public static async Task<string?> VersionAsync(params string[] command)
    {
        try
        {
            var (exitCode, output) = await RunAsync(command[0], command[1..]);
            return exitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The version of the PowerShell on the PATH, or null.</summary>
    public static Task<string?> EngineVersionAsync() => VersionAsync("pwsh", "-NoProfile", "-Command", "$PSVersionTable.PSVersion.ToString()");

    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };

        // What the test host was started with is not meant for a program of its own.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k == "DOTNET_HOSTING_ADDITIONAL_DEPS").ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {s_limit}.");
        }

        return (process.ExitCode, await output + await errors);
    }
}
