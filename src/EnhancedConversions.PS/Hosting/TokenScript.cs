using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using EnhancedConversions.Credentials;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// Keeps or fetches a refresh token by a script, in a runspace of its own: a token is renewed while the session's runspace is busy with the command that needs it.
/// </summary>
/// <param name="script">The script; a token is handed to its first parameter as a SecureString.</param>
/// <param name="arguments">What follows the token.</param>
internal sealed class TokenScript(string script, params object?[] arguments)
{
    // SecretManagement is looked up only when a vault is named; the module does not depend on it.
    private const string Where = "$where = @{}; if ($Vault) { $where.Vault = $Vault };";

    /// <summary>Keeps tokens as a secret of a SecretManagement vault.</summary>
    /// <param name="name">Name of the secret.</param>
    /// <param name="vault">The vault; null for the default one.</param>
    public static TokenScript ToVault(string name, string? vault) =>
        new("param($Token, $Name, $Vault)" + Where + "Set-Secret -Name $Name -Secret $Token @where -ErrorAction Stop", name, vault);

    /// <summary>Fetches a token from a SecretManagement vault.</summary>
    /// <param name="name">Name of the secret.</param>
    /// <param name="vault">The vault; null for the default one.</param>
    /// <exception cref="ConversionException">There is no such secret, or it cannot be read.</exception>
    public static Secret FromVault(string name, string? vault)
    {
        try
        {
            return new TokenScript("param($Name, $Vault)" + Where + "Get-Secret -Name $Name @where -ErrorAction Stop", name, vault).Run([]).FirstOrDefault()?.BaseObject switch
            {
                SecureString text => SecretText.From(text)!,
                string text => new Secret(text),
                _ => throw CmdletErrors.SecretNotReadable(name, "it is no text"),
            };
        }
        catch (RuntimeException cause)
        {
            throw CmdletErrors.SecretNotReadable(name, Words(cause));
        }
    }

    /// <summary>Hands a token to the script and waits for it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Not heeded: a token that is not kept is lost.</param>
    /// <exception cref="ConversionException">The script failed.</exception>
    public async ValueTask KeepAsync(Secret token, CancellationToken cancellationToken)
    {
        using var secure = new NetworkCredential("", token.Reveal()).SecurePassword;
        try
        {
            await Task.Run(() => Run([secure]), CancellationToken.None).ConfigureAwait(false);
        }
        catch (RuntimeException cause)
        {
            throw RefreshTokenSource.NotKept(token, Words(cause));
        }
    }

    /// <summary>What the script said; the engine wraps it in a sentence about the preference to stop.</summary>
    private static string Words(RuntimeException cause) => cause.ErrorRecord?.Exception?.Message ?? cause.Message;

    private List<PSObject> Run(object?[] first)
    {
        using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddScript(script, useLocalScope: true);
        foreach (var argument in first.Concat(arguments))
        {
            shell.AddArgument(argument);
        }

        List<PSObject> said = [.. shell.Invoke()];
        return shell.Streams.Error.Count == 0 ? said : throw new RuntimeException(shell.Streams.Error[0].ToString());
    }
}
