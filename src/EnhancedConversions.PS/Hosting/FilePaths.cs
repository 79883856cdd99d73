using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Turns what a user wrote as a path into full paths of the file system.</summary>
internal static class FilePaths
{
    /// <summary>One path, taken literally; the file need not exist.</summary>
    /// <exception cref="ConversionException">It is no file system path.</exception>
    public static string Literal(PSCmdlet cmdlet, string path)
    {
        try
        {
            var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? full : throw CmdletErrors.NotAFilePath(path);
        }
        catch (Exception exception) when (exception is DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException or NotSupportedException)
        {
            throw CmdletErrors.NotAFilePath(path);
        }
    }

    /// <summary>The files a path with wildcards means, sorted; without wildcards the path itself, whether it exists or not.</summary>
    /// <exception cref="ConversionException">It is no file system path, or nothing matches.</exception>
    public static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [Literal(cmdlet, path)];
        }

        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != "FileSystem")
            {
                throw CmdletErrors.NotAFilePath(path);
            }

            return files.Count > 0 ? [.. files.Order(StringComparer.Ordinal)] : throw CmdletErrors.NoFileMatches(path);
        }
        catch (Exception exception) when (exception is DriveNotFoundException or ProviderNotFoundException)
        {
            throw CmdletErrors.NotAFilePath(path);
        }
        catch (ItemNotFoundException)
        {
            throw CmdletErrors.NoFileMatches(path);
        }
    }

    /// <summary>All files of -Path and -LiteralPath; a path that leads nowhere is reported and passed over.</summary>
    /// <param name="cmdlet">The cmdlet that was given the paths.</param>
    /// <param name="paths">Paths with wildcards; null when none were given.</param>
    /// <param name="literalPaths">Paths without; null when none were given.</param>
    /// <param name="report">Hears of each path that leads nowhere.</param>
    public static IReadOnlyList<string> All(PSCmdlet cmdlet, string[]? paths, string[]? literalPaths, Action<ConversionException, object?> report)
    {
        List<string> files = [];
        foreach (var (path, isLiteral) in (paths ?? []).Select(p => (p, false)).Concat((literalPaths ?? []).Select(p => (p, true))))
        {
            try
            {
                files.AddRange(isLiteral ? [Literal(cmdlet, path)] : Matching(cmdlet, path));
            }
            catch (ConversionException exception)
            {
                report(exception, path);
            }
        }

        return files;
    }
}
