namespace EnhancedConversions.Bench.Measuring;

/// <summary>Where the files are.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The module as it ships.</summary>
    public static string StagedModule => Path.Combine(Root, "out", "EnhancedConversions.PS");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EnhancedConversions.PS.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The solution is not above the program's folder.");
    }
}
