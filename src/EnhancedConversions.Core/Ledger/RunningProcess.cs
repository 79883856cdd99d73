using System.ComponentModel;
using System.Diagnostics;

namespace EnhancedConversions.Ledger;

/// <summary>Tells processes of this machine apart, now and later.</summary>
internal static class RunningProcess
{
    /// <summary>This machine, since its start: a process number says nothing elsewhere, in another container or after a restart.</summary>
    public static string Host { get; } = OperatingSystem.IsLinux()
        ? $"{Environment.MachineName} {Read("/proc/sys/kernel/random/boot_id")} {new FileInfo("/proc/self/ns/pid").LinkTarget}"
        : Environment.MachineName;

    /// <summary>When a process started, Unix seconds; 0 when there is no such process. Number and start together are unique on a machine.</summary>
    public static long StartOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? 0 : new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return 0;
        }
    }

    /// <summary>Whether the process that was recorded still runs. Linux tells the start to within a clock adjustment.</summary>
    public static bool IsAlive(int processId, long start) => Math.Abs(StartOf(processId) - start) <= 2;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
