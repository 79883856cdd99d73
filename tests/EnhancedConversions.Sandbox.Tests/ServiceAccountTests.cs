using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class ServiceAccountTests : IDisposable
{
    private const string Endpoint = "https://oauth2.googleapis.com/token";
    private const string Scope = "https://www.googleapis.com/auth/datamanager";

    private readonly Wire _wire = new();

    public void Dispose() => _wire.Dispose();

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private string Assertion(JsonNode key, Action<JsonObject>? change = null, string algorithm = "RS256")
    {
        long now = _wire.Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = (string)key["client_email"]!, ["scope"] = Scope, ["aud"] = (string)key["token_uri"]!, ["iat"] = now, ["exp"] = now + 3600 };
        change?.Invoke(claims);
        string head = Base64Url(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{key["private_key_id"]}}"}""")) + "." + Base64Url(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem((string)key["private_key"]!);
        return head + "." + Base64Url(rsa.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private Task<Answer> Show(string assertion) => _wire.Form(Endpoint, ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion));

    [Fact]
    public async Task A_service_account_signs_in_with_its_key()
    {
        JsonNode key = JsonNode.Parse(_wire.Sandbox.CreateServiceAccountKey())!;

        Answer answer = await Show(Assertion(key));
        _wire.GoogleToken = answer["access_token"];

        Assert.Equal("service_account", (string?)key["type"]);
        Assert.Equal(Scope, answer["scope"]);
        Assert.Equal(200, (await _wire.Ingest(_wire.Event())).StatusCode);
        Assert.Equal(403, (await _wire.Search("SELECT customer.id FROM customer")).StatusCode);
    }

    public static TheoryData<string, string> BadClaims => new()
    {
        { """{"iss":"nobody@sandbox-project.iam.gserviceaccount.com"}""", "invalid_grant" },
        { """{"aud":"https://example.com"}""", "invalid_grant" },
        { """{"exp":1}""", "invalid_grant" },
        { """{"iat":4102444800,"exp":4102445000}""", "invalid_grant" },
        { """{"iat":1}""", "invalid_grant" },
        { """{"exp":null}""", "invalid_grant" },
        { """{"scope":""}""", "invalid_scope" },
        { """{"scope":"https://www.googleapis.com/auth/drive"}""", "invalid_scope" },
    };

    [Theory]
    [MemberData(nameof(BadClaims))]
    public async Task A_wrong_claim_is_refused(string change, string error)
    {
        JsonNode key = JsonNode.Parse(_wire.Sandbox.CreateServiceAccountKey())!;

        Answer answer = await Show(Assertion(key, claims => { foreach (var c in JsonNode.Parse(change)!.AsObject()) { claims[c.Key] = c.Value?.DeepClone(); } }));

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(error, answer["error"]);
    }

    [Fact]
    public async Task A_wrong_signature_or_no_jwt_is_refused()
    {
        JsonNode key = JsonNode.Parse(_wire.Sandbox.CreateServiceAccountKey())!;
        JsonNode other = JsonNode.Parse(_wire.Sandbox.CreateServiceAccountKey())!;
        string signature = Assertion(other).Split('.')[2];
        string[] parts = Assertion(key).Split('.');

        Assert.Equal("Invalid JWT Signature.", (await Show($"{parts[0]}.{parts[1]}.{signature}"))["error_description"]);
        Assert.Equal("Invalid JWT Signature.", (await Show($"{parts[0]}.{parts[1]}.%%%"))["error_description"]);
        Assert.Equal("invalid_request", (await Show(Assertion(key, algorithm: "none")))["error"]);
        Assert.Equal("invalid_request", (await Show("a.b"))["error"]);
        Assert.Equal("invalid_request", (await Show("W10.W10.W10"))["error"]);
        Assert.Equal("invalid_request", (await _wire.Form(Endpoint, ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")))["error"]);
    }

    [Fact]
    public async Task A_strict_microsoft_takes_each_refresh_token_once()
    {
        using var wire = new Wire(new SandboxOptions { RefreshTokensDieAfterUse = true });

        Answer first = await wire.MicrosoftSignIn();
        Answer again = await wire.MicrosoftSignIn();
        Answer second = await wire.MicrosoftSignIn(first["refresh_token"]!);

        Assert.Equal("invalid_grant", again["error"]);
        Assert.Equal(200, second.StatusCode);
    }
}
