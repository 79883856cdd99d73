namespace EnhancedConversions.Files.Templates;

/// <summary>Writes a file in one piece: it is there whole or not at all, and an existing one stays as it is until the new one is complete.</summary>
internal static class NewFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="overwrite">True replaces an existing file.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        if (Directory.Exists(path))
        {
            throw FileErrors.IsDirectory(path);
        }

        if (!overwrite && File.Exists(path))
        {
            throw FileErrors.Exists(path);
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw FileErrors.FolderNotFound(path);
        }

        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
            }

            File.Move(unfinished, path, overwrite);
        }
        catch (Exception e)
        {
            File.Delete(unfinished);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw FileErrors.CannotWrite(path, e);
            }

            throw;
        }
    }
}
