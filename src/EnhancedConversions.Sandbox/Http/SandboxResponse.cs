using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EnhancedConversions.Sandbox.Http;

/// <summary>An answer before it becomes an HTTP message.</summary>
internal sealed record SandboxResponse(HttpStatusCode Status, byte[] Body)
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string MediaType { get; init; } = "application/json";

    /// <summary>Extra headers, name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static SandboxResponse Json(HttpStatusCode status, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_json))
        {
            write(writer);
        }

        return new SandboxResponse(status, buffer.ToArray());
    }

    public static SandboxResponse Ok(Action<Utf8JsonWriter> write) => Json(HttpStatusCode.OK, write);

    /// <summary>What web servers say to a path nobody serves.</summary>
    public static SandboxResponse PageNotFound() => Page(HttpStatusCode.NotFound, "The requested URL was not found on this server.");

    /// <summary>An error as a web page, the way proxies and web servers answer.</summary>
    public static SandboxResponse Page(HttpStatusCode status, string sentence) =>
        new(status, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<!DOCTYPE html><title>Error {(int)status}</title><p>{sentence}"))) { MediaType = "text/html" };

    public SandboxResponse With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var message = new HttpResponseMessage(Status) { RequestMessage = request, Content = new ByteArrayContent(Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType, "utf-8");
        foreach ((string name, string value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
