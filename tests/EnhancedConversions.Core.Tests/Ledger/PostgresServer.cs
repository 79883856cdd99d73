using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace EnhancedConversions.Core.Tests.Ledger;

/// <summary>
/// A real PostgreSQL server of the tests' own: a data folder of its own, on 127.0.0.1 and a free port, with TLS, ended with the tests.
/// It is started as another user where the tests run as root, which the server refuses.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime, IAsyncDisposable
{
    public const string Collection = "A PostgreSQL server";
    public const string User = "ledger";
    public const string Password = "not a secret: ledger of the tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("enhanced-conversions-postgres-");
    private string? _account;
    private Process? _server;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Reason { get; private set; }

    public int Port { get; private set; }

    /// <summary>PEM file of the authority that made the server's certificate for "localhost".</summary>
    public string RootCertificate => Path.Combine(_folder.FullName, "root.pem");

    /// <summary>A connection string with a schema that no other test uses. The password is in it.</summary>
    public string NewLedger(string host = "127.0.0.1") => string.Create(
        CultureInfo.InvariantCulture,
        $"Host={host};Port={Port};Database=postgres;Username={User};Password={Password};Search Path=ledger_{Guid.NewGuid():N}");

    public NpgsqlDataSource Admin() => NpgsqlDataSource.Create(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database=postgres;Username={User};Password={Password};Pooling=false"));

    public async Task InitializeAsync()
    {
        if (FindBinaries() is not { } binaries)
        {
            Reason = "No PostgreSQL server was found on this machine (looked for 'postgres' on the PATH and under /usr/lib/postgresql).";
            return;
        }

        if (Environment.UserName == "root")
        {
            _account = new[] { "postgres", "nobody" }.FirstOrDefault(name => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal)));
            if (_account is null)
            {
                Reason = "PostgreSQL does not run as root, and this machine has no user 'postgres' or 'nobody'.";
                return;
            }
        }

        var data = Path.Combine(_folder.FullName, "data");
        var password = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(password, Password);
        WriteCertificates();
        await GiveAwayAsync(_folder.FullName);
        await RunAsync(Path.Combine(binaries, "initdb"), "-D", data, "-U", User, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C");
        Port = FreePort();
        await StartAsync(binaries, data);
    }

    /// <summary>Stops the server in the middle of what it does, as a crash would, and starts it again.</summary>
    public async Task RestartAsync(TimeSpan pause)
    {
        await StopAsync("-QUIT");
        await Task.Delay(pause);
        await StartAsync(FindBinaries()!, Path.Combine(_folder.FullName, "data"));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync("-INT");
        }

        _folder.Delete(recursive: true);
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    private async Task StartAsync(string binaries, string data)
    {
        _server = Start(
            Path.Combine(binaries, "postgres"),
            "-D", data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "ssl=on", "-c", $"ssl_cert_file={Path.Combine(_folder.FullName, "server.pem")}", "-c", $"ssl_key_file={Path.Combine(_folder.FullName, "server.key")}",
            "-c", "log_min_messages=fatal");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var admin = Admin();
                await using var command = admin.CreateCommand("SELECT 1");
                await command.ExecuteScalarAsync();
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < TimeSpan.FromSeconds(60) && !_server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _server!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    private static string? FindBinaries()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [];
        var name = OperatingSystem.IsWindows() ? ".exe" : "";
        return path.Concat(installed).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres" + name)) && File.Exists(Path.Combine(folder, "initdb" + name)));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WriteCertificates()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Tests' own authority", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var server = request.Create(root, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        File.WriteAllText(RootCertificate, root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "server.pem"), server.ExportCertificatePem());
        var keyFile = Path.Combine(_folder.FullName, "server.key");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private async Task GiveAwayAsync(string folder)
    {
        if (_account is not null)
        {
            using var chown = Process.Start("chown", ["-R", _account, folder]);
            await chown.WaitForExitAsync();
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(RootCertificate, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            }
        }
    }

    private Process Start(string program, params string[] arguments)
    {
        // setpriv becomes the server itself, so that its number is the server's.
        string[] command = _account is null ? [program, .. arguments] : ["setpriv", "--reuid", _account, "--regid", _account, "--clear-groups", program, .. arguments];
        if (_account == "nobody")
        {
            command[4] = "nogroup";
        }

        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.");
    }
}

[CollectionDefinition(PostgresServer.Collection)]
public sealed class TestsWithPostgres : ICollectionFixture<PostgresServer>;
