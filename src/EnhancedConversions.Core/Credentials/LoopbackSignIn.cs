using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace EnhancedConversions.Credentials;

/// <summary>
/// Lets a person sign in with the browser of this machine and hands out the refresh token (authorization code with PKCE, answered on a loopback address; RFC 8252).
/// </summary>
public sealed class LoopbackSignIn
{
    private const string Page =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Signed in</title><body style=\"font-family:sans-serif;margin:4em\">"
        + "<h1>Thank you</h1><p>You can close this page and go back to PowerShell.</p></body></html>";

    // Without these Google hands out no refresh token the second time.
    private const string GoogleConsent = "&access_type=offline&prompt=consent";

    private static readonly Uri s_googleAuthorize = new("https://accounts.google.com/o/oauth2/v2/auth");

    private readonly Uri _authorize;
    private readonly TokenEndpoint _token;
    private readonly string _host;
    private readonly string _clientId;
    private readonly Secret? _clientSecret;
    private readonly string _scope;
    private readonly string _extra;

    private LoopbackSignIn(Uri authorize, Uri token, string host, string clientId, Secret? clientSecret, string scope, string extra)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        _authorize = authorize;
        _token = new TokenEndpoint(token);
        _host = host;
        _clientId = clientId;
        _clientSecret = clientSecret;
        _scope = scope;
        _extra = extra;
    }

    /// <summary>Google, with both scopes this module needs. The client must be of type Desktop app (contract A.2).</summary>
    /// <param name="clientId">OAuth client id.</param>
    /// <param name="clientSecret">Client secret.</param>
    public static LoopbackSignIn Google(string clientId, Secret clientSecret) => new(
        s_googleAuthorize,
        RefreshTokenSource.GoogleEndpoint,
        "127.0.0.1",
        clientId,
        clientSecret,
        $"{GoogleCredentialSource.AdsScope} {GoogleCredentialSource.DataManagerScope}",
        GoogleConsent);

    /// <summary>
    /// Microsoft Advertising, by the Microsoft identity platform or by Google. The client must have the redirect URI <c>http://localhost</c> for native clients (contract 7);
    /// a public client sends no secret.
    /// </summary>
    /// <param name="signIn">The client, and where it signs in.</param>
    public static LoopbackSignIn Microsoft(MicrosoftSignIn signIn)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        return signIn.IdentityProvider == MicrosoftIdentityProvider.Google
            ? new(s_googleAuthorize, RefreshTokenSource.GoogleEndpoint, "localhost", signIn.ClientId, signIn.ClientSecret, signIn.Scope, GoogleConsent)
            : new(
                new Uri($"https://login.microsoftonline.com/{Uri.EscapeDataString(signIn.Tenant)}/oauth2/v2.0/authorize"),
                RefreshTokenSource.MicrosoftEndpoint(signIn.Tenant),
                "localhost",
                signIn.ClientId,
                signIn.ClientSecret,
                signIn.Scope,
                "");
    }

    /// <summary>Shows the sign-in page, waits for the person and trades the answer for a refresh token.</summary>
    /// <param name="client">The way to the token endpoint.</param>
    /// <param name="showBrowser">Opens an address in the person's browser, or shows it to be opened.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The refresh token, to be kept in a vault.</returns>
    /// <exception cref="ConversionException">The person or the network refused.</exception>
    public async Task<Secret> GetRefreshTokenAsync(HttpClient client, Func<Uri, CancellationToken, ValueTask> showBrowser, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(showBrowser);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var redirect = $"http://{_host}:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var state = RandomText();
        var verifier = RandomText();
        var challenge = UrlBase64(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        await showBrowser(
            new Uri($"{_authorize}?response_type=code&client_id={Uri.EscapeDataString(_clientId)}&redirect_uri={Uri.EscapeDataString(redirect)}"
                + $"&scope={Uri.EscapeDataString(_scope)}&state={state}&code_challenge={challenge}&code_challenge_method=S256{_extra}"),
            cancellationToken).ConfigureAwait(false);
        var code = await WaitForCodeAsync(listener, state, cancellationToken).ConfigureAwait(false);
        var answer = await _token.PostAsync(
            client,
            [
                ("grant_type", "authorization_code"),
                ("code", code),
                ("client_id", _clientId),
                ("client_secret", _clientSecret?.Reveal()),
                ("redirect_uri", redirect),
                ("code_verifier", verifier),
            ],
            cancellationToken).ConfigureAwait(false);
        return answer.RefreshToken is { } token ? new Secret(token) : throw CredentialErrors.InteractiveSignInFailed("no refresh token was handed out");
    }

    /// <summary>Reads requests until one carries our state: browsers also ask for an icon, and other programs may knock.</summary>
    private static async Task<string> WaitForCodeAsync(TcpListener listener, string state, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var connection = await listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
            using var stream = connection.GetStream();
            var query = await ReadQueryAsync(stream, cancellationToken).ConfigureAwait(false);
            var ours = query is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(query.GetValueOrDefault("state", "")), Encoding.UTF8.GetBytes(state));
            await AnswerAsync(stream, ours, cancellationToken).ConfigureAwait(false);
            if (ours)
            {
                return query!.TryGetValue("code", out var code) ? code
                    : throw CredentialErrors.InteractiveSignInFailed(query.GetValueOrDefault("error") == "access_denied" ? "consent was refused" : "the network gave no code");
            }
        }
    }

    /// <summary>The query of a GET request's first line; null for anything else. Who sends nothing for ten seconds is let go.</summary>
    private static async Task<Dictionary<string, string>?> ReadQueryAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        var buffer = new byte[16 * 1024];
        var length = 0;
        try
        {
            while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), limit.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    return null;
                }

                length += read;
            }
        }
        catch (IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        var line = Encoding.ASCII.GetString(buffer, 0, length).Split("\r\n")[0].Split(' ');
        var mark = line is ["GET", var target, ..] ? target.IndexOf('?', StringComparison.Ordinal) : -1;
        if (mark < 0)
        {
            return null;
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in line[1][(mark + 1)..].Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                query[part[..equals]] = Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' '));
            }
        }

        return query;
    }

    private static async Task AnswerAsync(NetworkStream stream, bool ours, CancellationToken cancellationToken)
    {
        var answer = ours
            ? $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(Page)}\r\nConnection: close\r\n\r\n{Page}"
            : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Who went away does not read the thanks; the code is here all the same.
        }
    }

    private static string RandomText() => UrlBase64(RandomNumberGenerator.GetBytes(32));

    private static string UrlBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
