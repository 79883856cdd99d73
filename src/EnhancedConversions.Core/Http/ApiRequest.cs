namespace EnhancedConversions.Http;

/// <summary>One call to a service.</summary>
internal sealed record ApiRequest
{
    /// <summary>The service called.</summary>
    public required ApiService Service { get; init; }

    /// <summary>HTTP method.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>Path and query below the service's base address.</summary>
    public required string Path { get; init; }

    /// <summary>UTF-8 JSON; empty for no body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>False when doing it twice differs from doing it once: such a call is repeated only while the server surely did nothing.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>True for calls that work through many rows: they get <see cref="ApiTiming.UploadDeadline"/>.</summary>
    public bool IsUpload { get; init; }

    /// <summary>True leaves the body of a success unread, in <see cref="ApiAnswer.Stream"/>: for answers longer than what should be in memory.</summary>
    public bool IsStreamed { get; init; }
}
