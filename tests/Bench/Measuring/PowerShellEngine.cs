using System.Diagnostics;
using System.Text.Json;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>The PowerShell of this machine, each piece of work in a process of its own.</summary>
internal sealed class PowerShellEngine
{
    private static readonly Lazy<PowerShellEngine?> s_found = new(() =>
    {
        try
        {
            return new PowerShellEngine(Run("pwsh", ["--version"], []).Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    });

    private PowerShellEngine(string version) => Version = version;

    /// <summary>For example <c>PowerShell 7.6.0</c>.</summary>
    public string Version { get; }

    /// <summary>The engine; null when this machine has none.</summary>
    public static PowerShellEngine? Find() => s_found.Value;

    /// <summary>Has <c>Measure.ps1</c> do a piece of work.</summary>
    /// <param name="work">Which.</param>
    /// <param name="file">The rows; null when the work needs none.</param>
    /// <param name="state">Folder of the sandbox; null when the work needs none.</param>
    /// <param name="module">The module's folder; null for the staged one.</param>
    /// <param name="environment">Added to the process's environment.</param>
    public static Cost Measure(string work, string? file = null, string? state = null, string? module = null, params (string Name, string Value)[] environment)
    {
        if (module is null && work != "Script" && !Directory.Exists(Repository.StagedModule))
        {
            throw new DirectoryNotFoundException("The module is not staged. Run: dotnet build src/EnhancedConversions.PS -t:StageModule -c Release");
        }

        List<string> arguments = ["-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "Engine", "Measure.ps1"), "-Work", work, "-Module", module ?? Repository.StagedModule];
        if (file is not null)
        {
            arguments.AddRange(["-File", file]);
        }

        if (state is not null)
        {
            arguments.AddRange(["-State", state]);
        }

        var output = Run("pwsh", arguments, [("NO_COLOR", "1"), ("POWERSHELL_UPDATECHECK", "Off"), .. environment]);
        return JsonSerializer.Deserialize<Cost>(output[output.LastIndexOf('{')..])!;
    }

    private static string Run(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result} {output}");
    }
}
