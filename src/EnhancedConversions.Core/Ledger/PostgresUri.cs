using System.Data.Common;

namespace EnhancedConversions.Ledger;

/// <summary>Reads <c>postgres://user:password@host:port/database?sslmode=require</c> into a connection string, with the parameter names of PostgreSQL's own tools.</summary>
internal static class PostgresUri
{
    private static readonly string[] s_schemes = ["postgres://", "postgresql://"];

    // Name in the URI -> key of the connection string.
    private static readonly Dictionary<string, string> s_keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "Username",
        ["password"] = "Password",
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["passfile"] = "Passfile",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["options"] = "Options",
        ["search_path"] = "Search Path",
        ["target_session_attrs"] = "Target Session Attributes",
        ["channel_binding"] = "Channel Binding",
    };

    /// <summary>Whether a text is such a URI.</summary>
    public static bool IsOne(string text) => Array.Exists(s_schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a URI.</summary>
    /// <exception cref="ConversionException">It cannot be read, or has a parameter that is not known.</exception>
    public static string Read(string text)
    {
        // Uri itself knows neither several hosts nor an empty one, and both are common here.
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (main, query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Cut(main, main.IndexOf('/', StringComparison.Ordinal));
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", "") : Cut(authority[..at], authority.IndexOf(':', StringComparison.Ordinal) is var colon && colon < at ? colon : -1);
        var connection = new DbConnectionStringBuilder();
        SetHost(connection, Unescape(authority[(at + 1)..]));
        Set(connection, "Username", Unescape(user));
        Set(connection, "Password", Unescape(password));
        Set(connection, "Database", Unescape(database));
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(parameter, parameter.IndexOf('=', StringComparison.Ordinal));
            if (!s_keys.TryGetValue(name, out var key))
            {
                throw LedgerErrors.ParameterUnknown(name);
            }

            value = Unescape(value);
            Set(connection, key, key == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value);
        }

        if (!connection.ContainsKey("Host"))
        {
            Set(connection, "Host", "localhost");
        }

        return connection.ConnectionString;
    }

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);

    private static string Unescape(string text) => Uri.UnescapeDataString(text);

    // Several hosts keep their ports with them, as the connection string has it too.
    private static void SetHost(DbConnectionStringBuilder connection, string hosts)
    {
        var colon = hosts.LastIndexOf(':');
        var hasPort = colon > hosts.LastIndexOf(']') && !hosts.Contains(',', StringComparison.Ordinal);
        Set(connection, "Host", hasPort ? hosts[..colon] : hosts);
        Set(connection, "Port", hasPort ? hosts[(colon + 1)..] : "");
    }

    private static void Set(DbConnectionStringBuilder connection, string key, string value)
    {
        if (value.Length > 0)
        {
            connection[key] = value;
        }
    }
}
