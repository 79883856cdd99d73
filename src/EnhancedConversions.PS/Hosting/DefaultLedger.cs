namespace EnhancedConversions.PS.Hosting;

/// <summary>The ledger of whoever names none: one a user, so that every script of the user knows what was sent.</summary>
internal static class DefaultLedger
{
    /// <summary>Its full path, in the user's folder for application data.</summary>
    /// <exception cref="ConversionException">The user has no such folder (some service accounts).</exception>
    public static string Path
    {
        get
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return data.Length > 0 ? System.IO.Path.Combine(data, "EnhancedConversions.PS", "ledger.db") : throw CmdletErrors.NoDataFolder();
        }
    }
}
