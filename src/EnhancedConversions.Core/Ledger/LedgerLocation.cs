using System.Data.Common;
using System.Net;
using EnhancedConversions.Credentials;
using Npgsql;

namespace EnhancedConversions.Ledger;

/// <summary>
/// Where a ledger is: a file, or a PostgreSQL database that several workers share. Immutable.
/// No view shows a password: <see cref="ToString"/> leaves it out.
/// </summary>
public sealed class LedgerLocation
{
    /// <summary>Schema of the ledger's tables when the connection text names none by <c>Search Path</c>.</summary>
    internal const string DefaultSchema = "enhanced_conversions";

    // Claims are short and a worker has few requests in flight; more connections would only take them from other workers.
    private const int DefaultPoolSize = 4;

    private readonly string _text;
    private readonly string? _connection;

    private LedgerLocation(string text, string? connection, string schema)
    {
        _text = text;
        _connection = connection;
        Schema = schema;
    }

    /// <summary>True for a database, false for a file.</summary>
    public bool IsDatabase => _connection is not null;

    /// <summary>Schema of the ledger's tables in a database.</summary>
    internal string Schema { get; }

    /// <summary>Reads a location.</summary>
    /// <param name="text">
    /// A path; or a <c>postgres://</c> URI as PostgreSQL's own tools take it; or a connection string, known by its <c>Host=</c>.
    /// TLS with a verified certificate is used unless the server is this machine or the text sets <c>SSL Mode</c> itself.
    /// </param>
    /// <param name="password">The database's password; it goes before one in the text. Null when there is none, or another way in (a certificate, a password file).</param>
    /// <exception cref="ConversionException">The text is a database's and cannot be read.</exception>
    public static LedgerLocation Parse(string text, Secret? password = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (PostgresUri.IsOne(text))
        {
            return OfDatabase(PostgresUri.Read(text), password);
        }

        return HasHost(text) ? OfDatabase(text, password) : new LedgerLocation(text, null, "");
    }

    /// <summary>The path, or the database without user and password.</summary>
    public override string ToString() => _text;

    /// <summary>The connection string, password included. Call it only where the connection is made.</summary>
    internal string RevealConnection() => _connection!;

    // A file may have such a name too; "./Host=x" says so.
    private static bool HasHost(string text) =>
        text.Split(';').Any(part => part.Split('=', 2) is [var key, _] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER");

    private static LedgerLocation OfDatabase(string text, Secret? password)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            // The cause may quote the text, and that may hold a password.
            throw LedgerErrors.LocationUnreadable();
        }

        var set = new DbConnectionStringBuilder { ConnectionString = text }.Keys.Cast<string>().Select(k => k.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()).ToHashSet();
        if (!set.Contains("SSLMODE") && !IsThisMachine(connection.Host!))
        {
            connection.SslMode = SslMode.VerifyFull;
        }

        if (!set.Contains("MAXPOOLSIZE") && !set.Contains("MAXIMUMPOOLSIZE"))
        {
            connection.MaxPoolSize = Math.Max(DefaultPoolSize, connection.MinPoolSize);
        }

        if (password is not null)
        {
            connection.Password = password.Reveal();
        }

        connection.PersistSecurityInfo = false;
        connection.IncludeErrorDetail = false;
        connection.ApplicationName ??= "EnhancedConversions.PS";
        var schema = connection.SearchPath?.Split(',')[0].Trim().Trim('"') is { Length: > 0 } named ? named : DefaultSchema;

        // It is set for each transaction; connection poolers refuse it at the start of a session.
        connection.SearchPath = null;
        return new LedgerLocation($"postgres://{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}", connection.ConnectionString, schema);
    }

    private static bool IsThisMachine(string hosts) => hosts.Split(',').All(host =>
    {
        host = host.Trim();
        var colon = host.LastIndexOf(':');
        var name = colon > 0 && host.IndexOf(':', StringComparison.Ordinal) == colon ? host[..colon] : host;
        return name is ['/', ..] or ['@', ..]
            || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    });
}
