namespace EnhancedConversions.Files;

/// <summary>A file being written: it is there whole or not at all, and an existing one stays as it is until the new one is complete.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly string _path;
    private readonly string _unfinished;
    private readonly bool _overwrite;
    private readonly FileStream _stream;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="overwrite">True replaces an existing file.</param>
    /// <exception cref="ConversionException">It exists, its folder does not, or it cannot be written.</exception>
    public NewFile(string path, bool overwrite)
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

        _path = path;
        _overwrite = overwrite;
        _unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        _stream = Guard(() => new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write));
    }

    /// <summary>Writes a file in one piece.</summary>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        using var file = new NewFile(path, overwrite);
        file.Write(write);
        file.Complete();
    }

    /// <summary>Writes a piece.</summary>
    /// <param name="write">Writes to the stream it is given.</param>
    public void Write(Action<Stream> write) => Guard(() =>
    {
        write(_stream);
        return true;
    });

    /// <summary>Gives the file its name; without it nothing remains.</summary>
    public void Complete() => Guard(() =>
    {
        _stream.Dispose();
        File.Move(_unfinished, _path, _overwrite);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_unfinished);
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotWrite(_path, e);
        }
    }
}
