namespace EnhancedConversions.Bench.Measuring;

/// <summary>A folder for the files of one run of the bench; gone when it ends.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EnhancedConversions.Bench-");

    /// <summary>A file of generated rows; made when it is asked for first.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="rows">How many rows.</param>
    public string Rows(RowFileKind kind, int rows)
    {
        var path = Path.Combine(_folder.FullName, RowFile.NameOf(kind, rows));
        if (!File.Exists(path))
        {
            RowFile.Write(path, kind, rows);
        }

        return path;
    }

    /// <summary>A new, empty folder.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.FullName, Path.GetRandomFileName())).FullName;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
