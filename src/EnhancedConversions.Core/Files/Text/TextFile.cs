namespace EnhancedConversions.Files.Text;

/// <summary>Finds out how a text file was written, then opens its table.</summary>
internal static class TextFile
{
    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];

    /// <summary>Opens the table and reads up to its header.</summary>
    /// <param name="stream">The file; disposed with the result.</param>
    /// <param name="headers">The header spellings.</param>
    /// <param name="worksheetName">The worksheet asked for, which a text file does not have.</param>
    /// <param name="path">The file, for errors.</param>
    public static OpenTable Open(Stream stream, ConversionHeaders headers, string? worksheetName, string path)
    {
        if (worksheetName is not null)
        {
            throw FileErrors.WorksheetInTextFile(path, worksheetName);
        }

        var encoding = TextEncoding.Detect(stream, path);
        var table = new TextTable(Read(), DelimiterOf(ReadStart(), headers, path), path);
        try
        {
            stream.Position = encoding.Preamble.Length;
            return new OpenTable(table, TableHeader.Find(table, headers, path), stream);
        }
        catch
        {
            table.Dispose();
            throw;
        }

        string ReadStart()
        {
            using var reader = Read();
            var start = new char[Math.Min(FileLimits.CharactersAboveHeader, stream.Length)];
            stream.Position = encoding.Preamble.Length;
            return new string(start, 0, reader.ReadBlock(start));
        }

        StreamReader Read() => new(stream, encoding.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
    }

    // The delimiter with which most columns are understood is the one that was meant; where none is understood, the one that parts the first row most.
    private static char DelimiterOf(string start, ConversionHeaders headers, string path)
    {
        var (best, most) = (s_delimiters[0], 0);
        var (widest, cells) = (s_delimiters[0], 1);
        ConversionException? refused = null;
        foreach (var delimiter in s_delimiters)
        {
            using var table = new TextTable(new StringReader(start), delimiter, path);
            try
            {
                var header = TableHeader.Find(table, headers, path);
                if (header.FirstRow.Length > cells)
                {
                    (widest, cells) = (delimiter, header.FirstRow.Length);
                }

                if (header.Map is { } map && map.KnownColumns > most)
                {
                    (best, most) = (delimiter, map.KnownColumns);
                    if (!map.Missing.Any())
                    {
                        break;
                    }
                }
            }
            catch (ConversionException e)
            {
                // What is too much with a wrong delimiter says nothing, unless there is no right one.
                refused ??= e;
            }
        }

        return most > 0 ? best : refused is not null ? throw refused : widest;
    }
}
