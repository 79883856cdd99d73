using System.Collections.Concurrent;
using EnhancedConversions.Conversions;
using EnhancedConversions.Credentials;
using EnhancedConversions.Networks;
using EnhancedConversions.Sandbox;

namespace EnhancedConversions.PS.Hosting;

/// <summary>An embedded sandbox with its clock, and the ledger that lies with its state: never in the real one.</summary>
internal sealed class SandboxWorld : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<SandboxWorld>> s_worlds = new(
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private readonly SandboxClock _clock = new();
    private readonly SandboxNetworks _networks;
    private readonly string _ledger;
    private readonly string? _temporaryFolder;

    private SandboxWorld(string folder, bool isTemporary)
    {
        Directory.CreateDirectory(folder);
        _ledger = Path.Combine(folder, "ledger.db");
        _networks = new SandboxNetworks(new SandboxOptions { StateFolder = folder, Clock = _clock });
        _temporaryFolder = isTemporary ? folder : null;

        // Accounts may be used as long as the process lives, also after their session forgot them.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>The sandbox whose state lies in a folder; one instance a process.</summary>
    /// <param name="stateFolder">Full path; made when missing.</param>
    /// <exception cref="ConversionException">The folder cannot be made.</exception>
    public static SandboxWorld In(string stateFolder)
    {
        try
        {
            return s_worlds.GetOrAdd(stateFolder, folder => new Lazy<SandboxWorld>(() => new SandboxWorld(folder, isTemporary: false))).Value;
        }
        catch (Exception exception)
        {
            // The next try starts anew.
            s_worlds.TryRemove(stateFolder, out _);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw CmdletErrors.PathNotWritable(stateFolder, exception);
            }

            throw;
        }
    }

    /// <summary>A sandbox that lives as long as this process, in a temporary folder: in memory, a large rehearsal would fill it.</summary>
    public static SandboxWorld Temporary() => new(Directory.CreateTempSubdirectory("EnhancedConversions.PS-").FullName, isTemporary: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _networks.Dispose();
        if (_temporaryFolder is null)
        {
            return;
        }

        try
        {
            Directory.Delete(_temporaryFolder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Still open somewhere; the system clears its temporary folder.
        }
    }

    /// <summary>The sandbox's clock.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>The ledger beside its state.</summary>
    public string Ledger => _ledger;

    /// <summary>The way in for a sign-in of one's own.</summary>
    public HttpMessageHandler CreateHandler() => _networks.CreateHandler();

    /// <summary>Sets the sandbox's clock; it runs on from there.</summary>
    public void SetClock(DateTimeOffset now) => _clock.Set(now);

    /// <summary>The way to one of the demo accounts, or to the account of that number.</summary>
    public ConnectionSettings Settings(AdNetwork network, string? accountId)
    {
        var google = network == AdNetwork.GoogleAds;
        return new ConnectionSettings
        {
            Network = network,
            AccountId = accountId ?? (google ? SandboxCredentials.GoogleAccountId : SandboxCredentials.MicrosoftAccountId),
            ManagerId = google ? SandboxCredentials.GoogleManagerId : SandboxCredentials.MicrosoftCustomerId,
            Tokens = google
                ? new RefreshTokenSource(
                    RefreshTokenSource.GoogleEndpoint,
                    SandboxCredentials.ClientId,
                    new Secret(SandboxCredentials.ClientSecret),
                    new Secret(SandboxCredentials.RefreshToken),
                    null,
                    _clock)
                : new MicrosoftSignIn { ClientId = SandboxCredentials.ClientId, ClientSecret = new Secret(SandboxCredentials.ClientSecret) }
                    .ToTokenSource(new Secret(SandboxCredentials.RefreshToken), file: null, rotated: null, _clock),
            DeveloperToken = google ? null : new Secret(SandboxCredentials.DeveloperToken),
            Handler = _networks.CreateHandler(),
            IsSandbox = true,
            Ledger = _ledger,
            Clock = _clock,
        };
    }
}
