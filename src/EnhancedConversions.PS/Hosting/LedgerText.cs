using System.Management.Automation;
using EnhancedConversions.Ledger;

namespace EnhancedConversions.PS.Hosting;

/// <summary>What stands for a ledger: a path of the session's, a database, or nothing.</summary>
internal static class LedgerText
{
    /// <summary>-Ledger as Core takes it: a database as it is, a full path, or the default.</summary>
    /// <exception cref="ConversionException">It is neither, or there is no default.</exception>
    public static string Of(PSCmdlet cmdlet, string? ledger) =>
        ledger is null ? Default : LedgerLocation.Parse(ledger).IsDatabase ? ledger : FilePaths.Literal(cmdlet, ledger);

    /// <summary>The ledger when none is named: one a user, so that every script of the user knows what was sent.</summary>
    /// <exception cref="ConversionException">The user has no folder for application data.</exception>
    public static string Default
    {
        get
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return data.Length > 0 ? Path.Combine(data, "EnhancedConversions.PS", "ledger.db") : throw CmdletErrors.NoDataFolder();
        }
    }
}
