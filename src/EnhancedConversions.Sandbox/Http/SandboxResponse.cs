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

    /// <summary>Media type of bodies that are no text.</summary>
    public const string Binary = "application/octet-stream";

    public string MediaType { get; init; } = "application/json";

    /// <summary>Extra headers, name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body in pieces that are made while it is read; null when it is <see cref="Body"/>.</summary>
    public IEnumerable<byte[]>? Pieces { get; init; }

    /// <summary>The same answer with its body in memory, so that it can be cut.</summary>
    public SandboxResponse Whole() => Pieces is null ? this : this with { Body = [.. Pieces.SelectMany(p => p)], Pieces = null };

    /// <summary>A success with a body too long for memory.</summary>
    public static SandboxResponse Streamed(IEnumerable<byte[]> pieces) => new(HttpStatusCode.OK, []) { Pieces = pieces };

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
        var message = new HttpResponseMessage(Status) { RequestMessage = request, Content = Pieces is null ? new ByteArrayContent(Body) : new StreamContent(new PieceStream(Pieces)) };
        message.Content.Headers.ContentType = MediaType == Binary ? new MediaTypeHeaderValue(Binary) : new MediaTypeHeaderValue(MediaType, "utf-8");
        foreach ((string name, string value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
