using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EnhancedConversions.Core.Tests.Http;
using EnhancedConversions.Credentials;

namespace EnhancedConversions.Core.Tests.Credentials;

public sealed class GoogleCredentialSourceTests : IDisposable
{
    private const string Good = """{"access_token":"access-1","expires_in":3599,"token_type":"Bearer"}""";

    private static readonly string s_key = NewKey();

    private readonly ScriptedServer _server = new();
    private readonly HttpClient _client;
    private readonly LeapingClock _clock = new();
    private readonly TemporaryFolder _folder = new();

    public GoogleCredentialSourceTests() => _client = new HttpClient(_server);

    [Fact]
    public async Task A_service_account_signs_for_both_scopes()
    {
        _server.Json(Good);

        Assert.Equal("access-1", await Source(ServiceAccount()).GetTokenAsync(_client, null, default));

        var sent = Assert.Single(_server.Requests);
        Assert.Equal("oauth2.googleapis.com", sent.Uri.Host);
        var form = sent.Body.Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var claims = JsonDocument.Parse(FromUrlBase64(form["assertion"].Split('.')[1])).RootElement;
        Assert.Equal("uploads@example.iam.gserviceaccount.com", claims.GetProperty("iss").GetString());
        Assert.Contains(GoogleCredentialSource.AdsScope, claims.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.Contains(GoogleCredentialSource.DataManagerScope, claims.GetProperty("scope").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_kept_and_one_that_was_refused_is_not_handed_out_again()
    {
        _server.Json(Good).Json(Good.Replace("access-1", "access-2", StringComparison.Ordinal));
        var source = Source(ServiceAccount());

        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
        Assert.Equal("access-2", await source.GetTokenAsync(_client, "access-1", default));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_deleted_key_is_a_clear_error_without_the_answer()
    {
        _server.Json("""{"error":"invalid_grant","error_description":"Invalid JWT Signature for uploads@example.iam.gserviceaccount.com"}""", 400);

        var error = await Assert.ThrowsAsync<ConversionException>(() => Source(ServiceAccount()).GetTokenAsync(_client, null, default).AsTask());

        Assert.Equal(("CredentialRefused", ErrorKind.AccessDenied), (error.ErrorId, error.Kind));
        Assert.Contains("key.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("uploads@", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workload_identity_trades_an_azure_token()
    {
        // The metadata service of an Azure managed identity, then Google's token exchange.
        _server.Json("""{"access_token":"azure-token"}""").Json("""{"access_token":"access-1","issued_token_type":"urn:ietf:params:oauth:token-type:access_token","token_type":"Bearer","expires_in":3600}""");
        var source = Source("""
            {"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/azure",
             "subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token",
             "credential_source":{"url":"http://169.254.169.254/metadata/identity/oauth2/token?resource=api://example","headers":{"Metadata":"True"},"format":{"type":"json","subject_token_field_name":"access_token"}}}
            """);

        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));

        Assert.Equal(["169.254.169.254", "sts.googleapis.com"], _server.Requests.Select(sent => sent.Uri.Host));
        Assert.Equal("True", Assert.Single(_server.Requests[0].Headers.GetValues("Metadata")));
        Assert.Contains("azure-token", _server.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gcloud_users_file_names_the_project_that_pays_the_quota()
    {
        _server.Json(Good);
        var source = Source("""{"type":"authorized_user","client_id":"c","client_secret":"s","refresh_token":"refresh-0","quota_project_id":"example-project"}""");

        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
        Assert.Equal("example-project", source.QuotaProject);
    }

    [Fact]
    public async Task The_default_file_is_found_by_its_variable()
    {
        const string Variable = "GOOGLE_APPLICATION_CREDENTIALS";
        var before = Environment.GetEnvironmentVariable(Variable);
        _server.Json(Good);
        try
        {
            Environment.SetEnvironmentVariable(Variable, Save(ServiceAccount()));

            Assert.Equal("access-1", await GoogleCredentialSource.Default(_clock).GetTokenAsync(_client, null, default));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }

    [Theory]
    [InlineData("", "CredentialUnusable")]
    [InlineData("not json: uploads@example.com", "CredentialUnusable")]
    [InlineData("[]", "CredentialUnusable")]
    [InlineData("{}", "CredentialUnusable")]
    [InlineData("""{"type":"something_else"}""", "CredentialUnusable")]
    [InlineData("""{"installed":{"client_id":"c","client_secret":"s"}}""", "ClientFileGiven")]
    [InlineData("""{"web":{"client_id":"c"}}""", "ClientFileGiven")]
    public void A_file_that_is_no_credential_is_told_by_its_name(string content, string errorId)
    {
        var error = Assert.Throws<ConversionException>(() => Source(content));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("key.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("uploads@", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"service_account"}""")]
    [InlineData("""{"type":"service_account","client_email":"uploads@example.iam.gserviceaccount.com","private_key":"-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n"}""")]
    public async Task A_damaged_key_is_told_by_the_name_of_its_file(string content)
    {
        var error = await Assert.ThrowsAsync<ConversionException>(() => Source(content).GetTokenAsync(_client, null, default).AsTask());

        Assert.Equal("CredentialUnusable", error.ErrorId);
        Assert.DoesNotContain("bm90", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_by_its_name() =>
        Assert.Equal("CredentialFileNotFound", Assert.Throws<ConversionException>(() => GoogleCredentialSource.FromFile(Path.Combine(_folder.FullName, "none", "key.json"), _clock)).ErrorId);

    [Fact]
    public async Task No_connection_can_be_tried_again()
    {
        _server.Fail(HttpRequestError.NameResolutionError).Json(Good);
        var source = Source(ServiceAccount());

        Assert.Equal(ErrorKind.Connection, (await Assert.ThrowsAsync<ConversionException>(() => source.GetTokenAsync(_client, null, default).AsTask())).Kind);
        Assert.Equal("access-1", await source.GetTokenAsync(_client, null, default));
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    private static string NewKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private static byte[] FromUrlBase64(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    private static string ServiceAccount() => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "service_account",
        ["project_id"] = "example-project",
        ["private_key_id"] = "1",
        ["private_key"] = s_key,
        ["client_email"] = "uploads@example.iam.gserviceaccount.com",
        ["client_id"] = "1",
        ["token_uri"] = "https://oauth2.googleapis.com/token",
    });

    private string Save(string content)
    {
        var path = Path.Combine(_folder.FullName, "key.json");
        File.WriteAllText(path, content, Encoding.UTF8);
        return path;
    }

    private GoogleCredentialSource Source(string content) => GoogleCredentialSource.FromFile(Save(content), _clock);
}
