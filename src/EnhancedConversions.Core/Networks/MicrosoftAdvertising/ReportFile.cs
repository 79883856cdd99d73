using System.IO.Compression;
using System.Text;
using EnhancedConversions.Conversions;
using Sylvan.Data.Csv;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>A finished report of Microsoft: a ZIP archive with one CSV file. It is kept in a file of its own, which goes with it, and read from there line by line.</summary>
internal sealed class ReportFile : IAsyncDisposable
{
    // More than any report; less than would fill a disk by mistake.
    private const long LargestArchive = 4L * 1024 * 1024 * 1024;

    private readonly FileStream _archive;

    private ReportFile(FileStream archive) => _archive = archive;

    /// <summary>Takes a report down.</summary>
    /// <param name="body">The archive as it arrives.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">The line was cut, or there is no room.</exception>
    public static async Task<ReportFile> SaveAsync(Stream body, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), "EnhancedConversions.PS-" + Path.GetRandomFileName()), options);
        try
        {
            var buffer = new byte[81_920];
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                if (file.Length > LargestArchive)
                {
                    throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "it is too large.");
                }
            }

            file.Position = 0;
            return new ReportFile(file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The lines of the table, each as the way to its cells. One that is there only for looks, above or below the table, is passed over.</summary>
    /// <param name="columns">The columns that were ordered.</param>
    /// <exception cref="ConversionException">It is not such a file.</exception>
    public IEnumerable<Func<string, string?>> Lines(IReadOnlyList<string> columns)
    {
        using var zip = Open();
        using var text = new StreamReader(OpenTable(zip), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        using var table = Table(text);
        Dictionary<string, int>? places = null;
        while (Read(table))
        {
            var cells = new string[table.RowFieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = table.GetString(i);
            }

            if (places is null)
            {
                places = columns.All(cells.Contains) ? columns.ToDictionary(column => column, column => Array.IndexOf(cells, column), StringComparer.Ordinal) : null;
            }
            else if (cells.Length >= places.Count)
            {
                yield return column => places.TryGetValue(column, out var place) && place < cells.Length && cells[place] is { Length: > 0 } cell ? cell : null;
            }
        }

        if (places is null)
        {
            throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "it lacks columns that were ordered.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private ZipArchive Open()
    {
        try
        {
            return new ZipArchive(_archive, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "it is no ZIP archive.");
        }
    }

    private static Stream OpenTable(ZipArchive zip)
    {
        try
        {
            return zip.Entries is [var only] ? only.Open() : throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, $"its archive holds {zip.Entries.Count} files.");
        }
        catch (InvalidDataException)
        {
            throw NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "its archive is damaged.");
        }
    }

    private static CsvDataReader Table(StreamReader text)
    {
        try
        {
            return CsvDataReader.Create(text, new CsvDataReaderOptions { Delimiter = ',', HasHeaders = false, CsvStyle = CsvStyle.Lax, Comment = '\0' });
        }
        catch (Exception error) when (error is InvalidDataException or CsvFormatException)
        {
            throw Damaged();
        }
    }

    private static bool Read(CsvDataReader table)
    {
        try
        {
            return table.Read();
        }
        catch (Exception error) when (error is InvalidDataException or CsvFormatException)
        {
            throw Damaged();
        }
    }

    private static ConversionException Damaged() => NetworkErrors.ReportUnreadable(AdNetwork.MicrosoftAdvertising, "its table is damaged.");
}
