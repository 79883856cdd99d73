using System.Buffers.Binary;
using System.Text;

namespace EnhancedConversions.Files;

/// <summary>Opens a file and tells by its first bytes what it is; the ending of its name is not asked.</summary>
internal static class FileContent
{
    private static ReadOnlySpan<byte> ZipSignature => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> OleSignature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Opens a file that other programs may have open, too: Excel keeps a workbook open while it is shown.</summary>
    /// <param name="path">The path as given.</param>
    /// <param name="fullPath">The path from the root.</param>
    /// <exception cref="ConversionException">The file is missing, a folder, empty, locked or not permitted.</exception>
    public static FileStream Open(string path, out string fullPath)
    {
        fullPath = path;
        FileStream? stream = null;
        try
        {
            fullPath = Path.GetFullPath(path);
            if (Directory.Exists(fullPath))
            {
                throw FileErrors.IsDirectory(fullPath);
            }

            stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
            return !stream.CanSeek ? throw FileErrors.IsDevice(fullPath) : stream.Length > 0 ? stream : throw FileErrors.Empty(fullPath);
        }
        catch (Exception e)
        {
            stream?.Dispose();

            // A path that no file can have.
            if (e is ArgumentException or NotSupportedException)
            {
                throw FileErrors.NotFound(fullPath);
            }

            if (Explain(e, fullPath) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    /// <summary>The error for what the system said about a file; null when it is not about the file.</summary>
    public static ConversionException? Explain(Exception error, string path) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException or PathTooLongException => FileErrors.NotFound(path),
        UnauthorizedAccessException or System.Security.SecurityException => FileErrors.AccessDenied(path, error),
        IOException when IsSharingViolation(error) => FileErrors.InUse(path, error),
        IOException => FileErrors.CannotRead(path, error),
        _ => null,
    };

    /// <summary>True for a zip archive, which an .xlsx is.</summary>
    /// <exception cref="ConversionException">The content is known and cannot be read: an old or encrypted workbook, a web page saved as .xls.</exception>
    public static bool IsZip(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[512];
        stream.Position = 0;
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith(OleSignature))
        {
            throw IsEncryptedPackage(stream, start) ? FileErrors.WorkbookEncrypted(path) : FileErrors.OldWorkbook(path);
        }

        var text = Encoding.Latin1.GetString(start).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase))
        {
            throw FileErrors.WorkbookOther(path, "a web page or an XML file, whatever its name says");
        }

        return start.StartsWith(ZipSignature);
    }

    // An encrypted workbook is an OLE container with a stream of this name; its directory's place is in the header (MS-CFB 2.2).
    private static bool IsEncryptedPackage(Stream stream, ReadOnlySpan<byte> header)
    {
        if (header.Length < 512)
        {
            return false;
        }

        var sectorShift = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        var directorySector = BinaryPrimitives.ReadUInt32LittleEndian(header[48..]);
        if (sectorShift is < 7 or > 16)
        {
            return false;
        }

        stream.Position = (directorySector + 1L) << sectorShift;
        Span<byte> directory = stackalloc byte[4096];
        directory = directory[..stream.ReadAtLeast(directory, directory.Length, throwOnEndOfStream: false)];
        return directory.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK where another .NET program on Unix holds an exclusive lock.
    private static bool IsSharingViolation(Exception error) => (error.HResult & 0xFFFF) is 32 or 33 || error.HResult is 11 or 35;
}
