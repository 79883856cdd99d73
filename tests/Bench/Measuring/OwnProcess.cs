using System.Diagnostics;
using System.Text.Json;

namespace EnhancedConversions.Bench.Measuring;

/// <summary>This program once more, for work whose memory and start are to be its own.</summary>
internal static class OwnProcess
{
    /// <summary>The word that tells the program that it is the second one.</summary>
    public const string Word = "measured-work";

    /// <summary>Does work in another process.</summary>
    /// <param name="arguments">What <see cref="MeasuredUpload"/> understands.</param>
    public static Cost Measure(params string[] arguments) => Measure(null, arguments);

    /// <summary>Does work in another process that is started with one more word in its environment.</summary>
    /// <param name="variable">Name and value; null for none.</param>
    /// <param name="arguments">What <see cref="MeasuredUpload"/> understands.</param>
    public static Cost Measure((string Name, string Value)? variable, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Word, .. arguments]) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(OwnProcess).Assembly.Location);
        }

        if (variable is (var name, var value))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Cost>(output)! : throw new InvalidOperationException($"The measured process ended with {process.ExitCode}. {output}");
    }
}
