namespace EnhancedConversions.Core.Tests;

/// <summary>Files of the checkout the tests run from.</summary>
internal static class RepositoryFiles
{
    public static string Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EnhancedConversions.PS.sln")))
            {
                return Path.Combine(folder.FullName, relative);
            }
        }

        throw new DirectoryNotFoundException("The tests do not run inside a checkout.");
    }
}
