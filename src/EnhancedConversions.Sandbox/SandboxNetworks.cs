namespace EnhancedConversions.Sandbox;

/// <summary>
/// Both networks, embedded: they speak the wire contracts and refuse what the networks refuse. No socket is opened.
/// One instance is one world; two processes that name the same state folder share one.
/// </summary>
public sealed class SandboxNetworks : IDisposable
{
    /// <summary>Opens a sandbox.</summary>
    /// <param name="options">How it behaves.</param>
    public SandboxNetworks(SandboxOptions options) => throw new NotImplementedException(options?.ToString());

    /// <summary>A handler that answers for both networks' hosts; any other host is refused. Each call gives a handler of its own over the same state.</summary>
    public HttpMessageHandler CreateHandler() => throw new NotImplementedException();

    /// <summary>What it received and counted so far.</summary>
    public SandboxReceipts GetReceipts() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>How a sandbox behaves.</summary>
public sealed record SandboxOptions
{
    /// <summary>Folder its state is kept in; null keeps it in memory.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Time each answer takes.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;
}

/// <summary>Credentials and accounts every sandbox knows; none of them is a secret.</summary>
public static class SandboxCredentials
{
    /// <summary>OAuth client id, both networks.</summary>
    public const string ClientId = "sandbox-client";

    /// <summary>OAuth client secret, both networks.</summary>
    public const string ClientSecret = "sandbox-client-secret";

    /// <summary>Refresh token, both networks.</summary>
    public const string RefreshToken = "sandbox-refresh-token";

    /// <summary>Microsoft developer token.</summary>
    public const string DeveloperToken = "sandbox-developer-token";

    /// <summary>The Google demo account.</summary>
    public const string GoogleAccountId = "1234567890";

    /// <summary>The Google demo manager account above it.</summary>
    public const string GoogleManagerId = "9876543210";

    /// <summary>The Microsoft demo account.</summary>
    public const string MicrosoftAccountId = "180012345";

    /// <summary>The customer the Microsoft demo account belongs to.</summary>
    public const string MicrosoftCustomerId = "250067890";
}

/// <summary>What a sandbox received, per network.</summary>
/// <param name="GoogleAds">Google Ads.</param>
/// <param name="MicrosoftAdvertising">Microsoft Advertising.</param>
public sealed record SandboxReceipts(SandboxReceipt GoogleAds, SandboxReceipt MicrosoftAdvertising);

/// <summary>What a sandboxed network received.</summary>
public sealed record SandboxReceipt
{
    /// <summary>HTTP requests of any kind.</summary>
    public required int Requests { get; init; }

    /// <summary>Upload requests, refused ones included.</summary>
    public required int UploadRequests { get; init; }

    /// <summary>Rows in upload requests that were taken, repeats included.</summary>
    public required int RowsReceived { get; init; }

    /// <summary>Conversions that count: repeats of a transaction id or duplicate key add nothing.</summary>
    public required int Conversions { get; init; }

    /// <summary>Rows that repeated a conversion.</summary>
    public required int Repeats { get; init; }

    /// <summary>Conversions for which an ad click was found.</summary>
    public required int Attributed { get; init; }

    /// <summary>Conversions without a click, by reason.</summary>
    public required IReadOnlyDictionary<string, int> UnattributedReasons { get; init; }
}
