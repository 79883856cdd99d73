using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace EnhancedConversions.Ledger;

/// <summary>The errors of the ledger.</summary>
internal static class LedgerErrors
{
    private const string NotALedgerId = "LedgerNotRecognized";
    private const string NewerId = "LedgerTooNew";
    private const string DamagedId = "LedgerDamaged";

    public static ConversionException LocationUnreadable() => new(
        "LedgerLocationUnreadable",
        ErrorKind.InvalidInput,
        "The text that names the ledger looks like a database connection and cannot be read as one.",
        "Write postgres://user@host:5432/database or Host=...;Database=...;Username=..., and give the password separately. A file of such a name is written with ./ before it.");

    public static ConversionException ParameterUnknown(string name) => new(
        "LedgerLocationUnreadable",
        ErrorKind.InvalidInput,
        $"The ledger's URI has a parameter '{name}' that is not known.",
        "Remove it, or use the connection string form Host=...;Database=...;Username=....");

    public static ConversionException NotALedger(string ledger, Exception? cause = null) => new(
        NotALedgerId,
        ErrorKind.Storage,
        $"'{ledger}' is not a ledger of this module; it was left as it is.",
        "Name another one with -Ledger, or restore the ledger from a copy.",
        cause);

    public static ConversionException Newer(string ledger, long version) => new(
        NewerId,
        ErrorKind.Storage,
        $"The ledger '{ledger}' was written by a newer version of this module (ledger version {version}); it was left as it is.",
        "Update the module on this machine.");

    public static ConversionException Damaged(string ledger, Exception? cause = null) => new(
        DamagedId,
        ErrorKind.Storage,
        $"The ledger '{ledger}' is damaged; without it no row is sent.",
        "Restore it from a copy. Without the ledger, rows sent before would be sent again; Google overwrites them, Microsoft keeps the first.",
        cause);

    public static ConversionException NotWritable(string ledger, Exception cause) => new(
        "LedgerNotWritable",
        ErrorKind.Storage,
        $"The ledger '{ledger}' cannot be written, so no further row was sent.",
        "Check the folder or database, the rights on it and the free space, or name another one with -Ledger.",
        cause);

    public static ConversionException NotReadable(string ledger, Exception cause) => new(
        "LedgerNotReadable",
        ErrorKind.Storage,
        $"The ledger '{ledger}' cannot be read.",
        "Check that it is there and the rights on it.",
        cause);

    public static ConversionException Busy(string ledger, Exception cause) => new(
        "LedgerBusy",
        ErrorKind.Busy,
        $"The ledger '{ledger}' has been locked by another program, or too busy, for too long.",
        "Close what holds it (a backup, a virus scanner, a database browser) and run the same command again.",
        cause);

    public static ConversionException Unreachable(string ledger, Exception cause) => new(
        "LedgerUnreachable",
        ErrorKind.Connection,
        $"The ledger '{ledger}' gave no answer; without it no row is sent.",
        "Check that the database server runs and that host, port and firewall are right, then run the same command again.",
        cause);

    public static ConversionException NotTrusted(string ledger, Exception cause) => new(
        "LedgerNotTrusted",
        ErrorKind.AccessDenied,
        $"No TLS connection to the ledger '{ledger}' came about: the server offers none, or its certificate is not trusted on this machine or is for another name.",
        "Name the file of the certificate authority with Root Certificate= (sslrootcert= in a URI). SSL Mode=Require encrypts without checking who answers; SSL Mode=Disable does not encrypt.",
        cause);

    public static ConversionException SignInRefused(string ledger, Exception cause) => new(
        "LedgerSignInRefused",
        ErrorKind.AccessDenied,
        $"The database refused the sign-in to the ledger '{ledger}'.",
        "Check user and password, and that the server lets this user in from this machine.",
        cause);

    public static ConversionException DatabaseNotFound(string ledger, Exception cause) => new(
        "LedgerDatabaseNotFound",
        ErrorKind.NotFound,
        $"The server has no database for the ledger '{ledger}'.",
        "Make the database, or correct its name.",
        cause);

    public static ConversionException RightsMissing(string ledger, string schema, Exception cause) => new(
        "LedgerRightsMissing",
        ErrorKind.AccessDenied,
        $"The database user has no right to use the ledger '{ledger}' (schema {schema}), so no further row was sent.",
        $"Grant it CREATE on the database, or make the schema {schema} and have the user own it.",
        cause);

    public static ConversionException UploadNotFound(string uploadId, string ledger) => new(
        "UploadNotFound",
        ErrorKind.NotFound,
        $"The ledger '{ledger}' has no upload '{uploadId}'.",
        "Get-ConversionUpload lists the uploads it has.");

    /// <summary>What an error says of the ledger itself; null when it says nothing of it, as one that cannot be reached.</summary>
    public static LedgerCondition? ConditionOf(ConversionException exception) => exception.ErrorId switch
    {
        DamagedId => LedgerCondition.Damaged,
        NewerId => LedgerCondition.TooNew,
        NotALedgerId => LedgerCondition.NotALedger,
        _ => null,
    };

    /// <summary>Turns SQLite's result code into one of the errors above.</summary>
    /// <param name="cause">What SQLite said.</param>
    /// <param name="ledger">The file.</param>
    /// <param name="reading">True when nothing was to be written.</param>
    public static ConversionException From(SqliteException cause, string ledger, bool reading) => cause.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => NotALedger(ledger, cause),
        raw.SQLITE_CORRUPT => Damaged(ledger, cause),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Busy(ledger, cause),
        _ => reading ? NotReadable(ledger, cause) : NotWritable(ledger, cause),
    };

    /// <summary>Turns what PostgreSQL or the way to it said into one of the errors above.</summary>
    /// <param name="cause">What it said. Its words are not repeated: they may quote values.</param>
    /// <param name="location">The database.</param>
    public static ConversionException From(Exception cause, LedgerLocation location)
    {
        var ledger = location.ToString();
        return cause switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => SignInRefused(ledger, cause),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => DatabaseNotFound(ledger, cause),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => RightsMissing(ledger, location.Schema, cause),
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName } => NotALedger(ledger, cause),
            PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => Damaged(ledger, cause),
            PostgresException
            {
                SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
                or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            } => Busy(ledger, cause),
            PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => Unreachable(ledger, cause),
            PostgresException => NotWritable(ledger, cause),
            { InnerException: AuthenticationException } => NotTrusted(ledger, cause),
            SocketException or { InnerException: SocketException or IOException or TimeoutException } => Unreachable(ledger, cause),

            // Npgsql tells these two by their words only.
            _ when cause.Message.Contains("SSL", StringComparison.OrdinalIgnoreCase) => NotTrusted(ledger, cause),
            _ when cause.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => SignInRefused(ledger, cause),
            _ => Unreachable(ledger, cause),
        };
    }
}
