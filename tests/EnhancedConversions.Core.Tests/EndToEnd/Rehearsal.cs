using System.Collections.Concurrent;
using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Uploads;
using EnhancedConversions.Examples;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.EndToEnd;

/// <summary>Both sandboxed networks with a demo account each, and everything they were sent.</summary>
internal sealed class Rehearsal : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Rehearsal() => Sandbox = new SandboxNetworks(new SandboxOptions { Clock = Clock, Observer = Observe });

    public FixedClock Clock { get; } = FixedClock.Noon();

    public Action<ObservedRequest>? Watch { get; set; }

    public SandboxNetworks Sandbox { get; }

    public ConcurrentQueue<ObservedRequest> Requests { get; } = [];

    private void Observe(ObservedRequest request)
    {
        Requests.Enqueue(request);
        Watch?.Invoke(request);
    }

    public string Ledger => _folder.PathOf("ledger.db");

    public string Folder => _folder.FullName;

    public string BodyOf(string path) => Encoding.UTF8.GetString(Assert.Single(Requests, r => r.Uri.AbsolutePath.EndsWith(path, StringComparison.Ordinal)).Body.Span);

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.PathOf(name), text);
        return _folder.PathOf(name);
    }

    public Task<ConversionAccount> ConnectAsync(AdNetwork network) =>
        AccountConnector.ConnectAsync(DemoAccounts.Settings(network, Sandbox.CreateHandler(), Ledger, Clock), default);

    public async Task<List<UploadResult>> SendAsync(AdNetwork network, string file, IProgress<UploadEvent>? progress = null)
    {
        using var input = ConversionFile.Open(file, ConversionFileOptions.Default);
        var uploader = new OfflineConversionUploader(await ConnectAsync(network), new UploadOptions { File = file, Progress = progress });
        return await uploader.UploadAsync(input.ReadRows().Stream(), default).ToListAsync();
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        _folder.Dispose();
    }
}
