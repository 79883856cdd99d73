using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text;

namespace EnhancedConversions.Credentials;

/// <summary>
/// A file that holds one refresh token, for the user alone: mode 0600, or on Windows a list of rights with the user only.
/// It is replaced as a whole, and those who share it take turns, so that a token which dies with its use is used once.
/// </summary>
public sealed class RefreshTokenFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    // A refresh token has 1 to 2 KB.
    private const int LargestToken = 64 * 1024;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly string _path;

    /// <summary>Names the file; it need not exist.</summary>
    /// <param name="path">Full path. A link is followed, so that the file it names is the one replaced.</param>
    public RefreshTokenFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName);
    }

    /// <summary>True when the file is there.</summary>
    public bool Exists => File.Exists(_path);

    private string Name => Path.GetFileName(_path);

    /// <summary>Keeps a token, as after the first consent.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Gives up waiting for one's turn.</param>
    /// <exception cref="ConversionException">The file cannot be written.</exception>
    public async Task SaveAsync(Secret token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        using var turn = await WaitAsync(cancellationToken).ConfigureAwait(false);
        turn.Keep(token);
    }

    /// <summary>Takes the token. Nobody who shares the file, in this process or another, has it until the turn is disposed.</summary>
    /// <param name="cancellationToken">Gives up waiting for one's turn.</param>
    /// <exception cref="ConversionException">The file cannot be read, or its folder not be written.</exception>
    internal async Task<Turn> TakeAsync(CancellationToken cancellationToken)
    {
        var turn = await WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            turn.Read();
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>The lock is a file of its own beside the token's, which is renamed over. The system lets go of it when its holder dies.</summary>
    private async Task<Turn> WaitAsync(CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        while (true)
        {
            try
            {
                return new Turn(this, new FileStream(_path + ".lock", options));
            }
            catch (IOException held) when (IsHeld(held))
            {
                await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw CredentialErrors.TokenFileNotWritable(Name, cause);
            }
        }
    }

    /// <summary>A sharing or lock violation of Windows, or EAGAIN of Linux (11) and macOS (35).</summary>
    private static bool IsHeld(IOException error) => error.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private Secret? Read()
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & Others) != 0)
            {
                throw CredentialErrors.TokenFileOpenToOthers(Name);
            }

            if (new FileInfo(_path).Length > LargestToken)
            {
                throw CredentialErrors.TokenFileUnusable(Name);
            }

            var text = File.ReadAllText(_path).Trim();
            return text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? new Secret(text) : throw CredentialErrors.TokenFileUnusable(Name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CredentialErrors.CredentialFileUnreadable(Name, missing: false);
        }
    }

    private void Write(Secret token)
    {
        var next = _path + ".new";
        try
        {
            // What a process left there that died while it wrote.
            File.Delete(next);
            using (var stream = OperatingSystem.IsWindows() ? CreateOnWindows(next) : CreateOnUnix(next))
            {
                stream.Write(Encoding.UTF8.GetBytes(token.Reveal()));
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, _path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CredentialErrors.TokenFileNotWritable(Name, cause);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static FileStream CreateOnUnix(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = Owner });

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using var user = WindowsIdentity.GetCurrent();
        var rights = new FileSecurity();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        rights.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.FullControl, FileShare.None, 4096, FileOptions.None, rights);
    }

    /// <summary>One holder's turn with the token.</summary>
    internal sealed class Turn(RefreshTokenFile file, FileStream held) : IDisposable
    {
        /// <summary>The token; null when there is no file yet.</summary>
        public Secret? Token { get; private set; }

        /// <summary>Reads the token.</summary>
        public void Read() => Token = file.Read();

        /// <summary>Puts another token in its place. When this returns, it is on the disk.</summary>
        /// <param name="token">The token.</param>
        public void Keep(Secret token)
        {
            file.Write(token);
            Token = token;
        }

        /// <inheritdoc/>
        public void Dispose() => held.Dispose();
    }
}
