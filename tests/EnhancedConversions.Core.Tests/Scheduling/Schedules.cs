using System.Diagnostics;
using EnhancedConversions.Scheduling;

namespace EnhancedConversions.Core.Tests.Scheduling;

/// <summary>Settings to start from, and programs that judge what comes out.</summary>
internal static class Schedules
{
    /// <summary>Names a person may give a file, and schedulers trip over.</summary>
    public static readonly string[] OddWords =
    [
        "plain", "two words", "it's", "say \"hi\"", "100%", "%TEMP% and %%", "$HOME ${x} $(id)", "`id`", @"back\slash", @"ends with \", @"\""", @"a\%b", "; rm", "a;b", "", "Ümläut 漢字", "~", "*", "-x", "tab less", "a&b|c>d<e^f!", "$$", "$(Arg0)", "‘curly’",
    ];

    public static ScheduleSettings Settings(ScheduleTarget target, string from = "2026-11-22T12:00:00Z") => new()
    {
        Target = target,
        Name = "conversion-sync",
        At = new TimeSpan(5, 0, 0),
        TimeZone = "Europe/Berlin",
        From = DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        Command = "Sync-ConversionAction",
    };

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["TZ"] = "UTC";
        start.Environment["SYSTEMD_COLORS"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>The full path of a program on the PATH; the test is skipped aloud when it is not there.</summary>
    public static string Need(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Skip.If(found is null, $"{program} is not on this machine.");
        return found!;
    }
}
