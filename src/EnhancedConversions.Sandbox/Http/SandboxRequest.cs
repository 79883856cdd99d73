using System.Net.Http.Headers;

namespace EnhancedConversions.Sandbox.Http;

/// <summary>A request as it reached a network.</summary>
internal sealed class SandboxRequest(HttpMethod method, Uri uri, HttpRequestHeaders headers, string? mediaType, ReadOnlyMemory<byte> body)
{
    public HttpMethod Method { get; } = method;

    public Uri Uri { get; } = uri;

    public string Host { get; } = uri.Host;

    public string Path { get; } = uri.AbsolutePath;

    /// <summary>Media type of the body; null when none was named.</summary>
    public string? MediaType { get; } = mediaType;

    /// <summary>The body; valid until the answer is made.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The bearer token; null when there is none.</summary>
    public string? BearerToken =>
        headers.Authorization is { Scheme: var scheme, Parameter: { Length: > 0 } token } && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? token : null;

    /// <summary>True for this method and path.</summary>
    public bool Is(HttpMethod method, string path) => Method == method && string.Equals(Path, path, StringComparison.Ordinal);

    /// <summary>A header's only value; null when absent.</summary>
    public string? Header(string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(',', values) : null;

    /// <summary>A query parameter; null when absent.</summary>
    public string? Query(string name) => FormFields.Parse(Uri.Query.TrimStart('?')).GetValueOrDefault(name);
}
