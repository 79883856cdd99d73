using EnhancedConversions.Sandbox.Http;
using EnhancedConversions.Sandbox.OAuth;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox;

/// <summary>
/// Both networks, embedded: they speak the wire contracts and refuse what the networks refuse. No socket is opened.
/// One instance is one world; two processes that name the same state folder share one.
/// </summary>
public sealed class SandboxNetworks : IDisposable
{
    private readonly SandboxOptions _options;
    private readonly WorldStore _world;
    private readonly SandboxHosts _hosts;

    /// <summary>Opens a sandbox.</summary>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="IOException">The state folder cannot be made or written.</exception>
    public SandboxNetworks(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _world = new WorldStore(options.StateFolder, options.Clock);
        _hosts = new SandboxHosts(_world, options);
    }

    /// <summary>A handler that answers for both networks' hosts; any other host is refused. Each call gives a handler of its own over the same state.</summary>
    public HttpMessageHandler CreateHandler() => new SandboxHandler(_hosts, _options);

    /// <summary>What it received and counted so far.</summary>
    public SandboxReceipts GetReceipts() => _world.Read(tables => new SandboxReceipts(tables.ReceiptOf(Network.GoogleAds), tables.ReceiptOf(Network.MicrosoftAdvertising)));

    /// <summary>A new key file (JSON) of the demo service account, which is a user of the demo manager and the demo account. Its private key exists in this text only.</summary>
    public string CreateServiceAccountKey() => ServiceAccountKey.Create(_world);

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();
}
