using System.Runtime.CompilerServices;

namespace EnhancedConversions.Core.Tests.Networks;

/// <summary>Files of expected data that stand beside this one.</summary>
internal static class SourceFile
{
    private static readonly string s_folder = Folder();

    public static string Read(string name) => File.ReadAllText(Path.Combine(s_folder, name));

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(s_folder, name));

    public static IEnumerable<string> Names(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(s_folder, folder), pattern).Select(file => Path.GetFileNameWithoutExtension(file));

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
