using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EnhancedConversions.Http;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;

namespace EnhancedConversions.Credentials;

/// <summary>
/// Access tokens by what Google's own tools call a credential: a service account key, a workload identity federation file (external account),
/// a gcloud user's file, or the default credentials of the machine. Asks for both scopes this module needs.
/// </summary>
public sealed class GoogleCredentialSource : CachingTokenSource
{
    /// <summary>The scope of the Google Ads API (contract A.2).</summary>
    public const string AdsScope = "https://www.googleapis.com/auth/adwords";

    /// <summary>The scope of the Data Manager API (contract C.1).</summary>
    public const string DataManagerScope = "https://www.googleapis.com/auth/datamanager";

    private const string DefaultFileVariable = "GOOGLE_APPLICATION_CREDENTIALS";

    private static readonly string[] s_types =
    [
        JsonCredentialParameters.ServiceAccountCredentialType,
        JsonCredentialParameters.AuthorizedUserCredentialType,
        JsonCredentialParameters.ExternalAccountCredentialType,
        JsonCredentialParameters.ExternalAccountAuthorizedUserCredentialType,
        JsonCredentialParameters.ImpersonatedServiceAccountCredentialType,
    ];

    private readonly string _name;
    private readonly Func<CancellationToken, Task<GoogleCredential>> _open;

    private GoogleCredentialSource(string name, string? quotaProject, Func<CancellationToken, Task<GoogleCredential>> open, TimeProvider clock)
        : base(clock)
    {
        _name = name;
        QuotaProject = quotaProject;
        _open = open;
    }

    /// <inheritdoc/>
    public override string? QuotaProject { get; }

    /// <summary>The credential in a JSON file: a service account key, or a workload identity federation file, such as an Azure managed identity can use.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The clock the token's life is measured by.</param>
    /// <exception cref="ConversionException">The file is not there or holds no credential.</exception>
    public static GoogleCredentialSource FromFile(string path, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var name = Path.GetFileName(path);
        var json = ReadFile(path, name);
        var (type, quotaProject) = ReadKind(json, name);
        Parse(json, type, name);
        return new GoogleCredentialSource(name, quotaProject, _ => Task.FromResult(Parse(json, type, name)), clock);
    }

    /// <summary>
    /// The machine's default credentials: the file the variable GOOGLE_APPLICATION_CREDENTIALS names, else those of <c>gcloud auth application-default login</c>,
    /// else the service account of the Google Cloud machine.
    /// </summary>
    /// <param name="clock">The clock the token's life is measured by.</param>
    /// <exception cref="ConversionException">The variable names a file that is not there or holds no credential.</exception>
    public static GoogleCredentialSource Default(TimeProvider clock) =>
        Environment.GetEnvironmentVariable(DefaultFileVariable) is { Length: > 0 } path
            ? FromFile(path, clock)
            : new GoogleCredentialSource("the default credentials", null, OpenDefaultAsync, clock);

    private protected override async ValueTask<AccessToken> SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var asked = Clock.GetUtcNow();
        var credential = await _open(cancellationToken).ConfigureAwait(false);

        // A fresh instance each time: the library keeps tokens too, and would hand out one that was just refused.
        var scoped = credential.CreateScoped(AdsScope, DataManagerScope).CreateWithHttpClientFactory(new ForwardingFactory(client));
        try
        {
            var token = await scoped.UnderlyingCredential.GetAccessTokenForRequestAsync(null, cancellationToken).ConfigureAwait(false);
            return new AccessToken(token, asked + Life(scoped));
        }
        catch (TokenResponseException refusal)
        {
            throw refusal.Error?.Error is { Length: > 0 } code && refusal.StatusCode is not >= HttpStatusCode.InternalServerError
                ? CredentialErrors.Refused("Google", code, _name)
                : CredentialErrors.Unreachable("Google", refusal.StatusCode);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            throw CredentialErrors.Unreachable("Google", null, cause);
        }
        catch (Exception cause) when (cause is InvalidOperationException or FormatException or JsonException or CryptographicException)
        {
            throw CredentialErrors.CredentialUnusable(_name);
        }
    }

    private static async Task<GoogleCredential> OpenDefaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            throw CredentialErrors.NoDefaultCredentials();
        }
    }

    private static string ReadFile(string path, string name)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CredentialErrors.CredentialFileUnreadable(name, missing: cause is FileNotFoundException or DirectoryNotFoundException);
        }
    }

    private static (string Type, string? QuotaProject) ReadKind(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if ((root.Field("installed") ?? root.Field("web")) is not null)
            {
                throw CredentialErrors.ClientFileGiven(name);
            }

            return root.Text("type") is { } type && s_types.Contains(type) ? (type, root.Text("quota_project_id")) : throw CredentialErrors.CredentialUnusable(name);
        }
        catch (JsonException)
        {
            throw CredentialErrors.CredentialUnusable(name);
        }
    }

    private static GoogleCredential Parse(string json, string type, string name)
    {
        try
        {
            return CredentialFactory.FromJson(json, type);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            // Only the file's content is read here; the library's parser has a different exception for every way a key can be damaged.
            throw CredentialErrors.CredentialUnusable(name);
        }
    }

    private static TimeSpan Life(GoogleCredential credential)
    {
        var token = credential.UnderlyingCredential switch
        {
            ServiceCredential service => service.Token,
            UserCredential user => user.Token,
            _ => null,
        };
        return TimeSpan.FromSeconds(token?.ExpiresInSeconds ?? 3600);
    }

    /// <summary>Leads the library's requests through the account's own way out, so that proxy, sandbox and tests hold for the sign-in too.</summary>
    private sealed class ForwardingFactory(HttpClient client) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new ForwardingHandler(client);
    }

    private sealed class ForwardingHandler(HttpClient client) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // A message can be sent by one client only.
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content, Version = request.Version };
            foreach (var header in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return client.SendAsync(copy, cancellationToken);
        }
    }
}
