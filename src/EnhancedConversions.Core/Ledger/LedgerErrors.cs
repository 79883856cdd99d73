using Microsoft.Data.Sqlite;

namespace EnhancedConversions.Ledger;

/// <summary>The errors of the ledger.</summary>
internal static class LedgerErrors
{
    public static ConversionException NotALedger(string path, Exception? cause = null) => new(
        "LedgerNotRecognized",
        ErrorKind.Storage,
        $"'{path}' is not a ledger of this module; it was left as it is.",
        "Name another file with -Ledger, or restore the ledger from a copy.",
        cause);

    public static ConversionException Newer(string path, long version) => new(
        "LedgerTooNew",
        ErrorKind.Storage,
        $"The ledger '{path}' was written by a newer version of this module (ledger version {version}); it was left as it is.",
        "Update the module on this machine.");

    public static ConversionException Damaged(string path, Exception cause) => new(
        "LedgerDamaged",
        ErrorKind.Storage,
        $"The ledger '{path}' is damaged; nothing was sent.",
        "Restore it from a copy. Without the ledger, rows sent before would be sent again; Google overwrites them, Microsoft keeps the first.",
        cause);

    public static ConversionException NotWritable(string path, Exception cause) => new(
        "LedgerNotWritable",
        ErrorKind.Storage,
        $"The ledger '{path}' cannot be written, so nothing was sent.",
        "Check the folder, the rights on it and the free space, or name another file with -Ledger.",
        cause);

    public static ConversionException Busy(string path, Exception cause) => new(
        "LedgerBusy",
        ErrorKind.Busy,
        $"The ledger '{path}' has been locked by another program for too long.",
        "Close what holds it (a backup, a virus scanner, a database browser) and run the same command again.",
        cause);

    public static ConversionException UploadNotFound(string uploadId, string path) => new(
        "UploadNotFound",
        ErrorKind.NotFound,
        $"The ledger '{path}' has no upload '{uploadId}'.",
        "Get-ConversionUpload lists the uploads it has.");

    /// <summary>Turns SQLite's result code into one of the errors above.</summary>
    public static ConversionException From(SqliteException cause, string path) => cause.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => NotALedger(path, cause),
        SQLitePCL.raw.SQLITE_CORRUPT => Damaged(path, cause),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => Busy(path, cause),
        _ => NotWritable(path, cause),
    };
}
