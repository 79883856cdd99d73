using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using EnhancedConversions.Networks;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// The accounts connected in one runspace. Runspaces do not see each other's: in ForEach-Object -Parallel an account
/// is passed by <c>$using:</c>, which is safe, because accounts never change.
/// </summary>
internal sealed class Session
{
    private static readonly ConditionalWeakTable<Runspace, Session> s_sessions = [];

    private SandboxWorld? _sandbox;

    /// <summary>The session of the runspace this thread runs.</summary>
    public static Session Current => s_sessions.GetValue(Runspace.DefaultRunspace, _ => new Session());

    /// <summary>All connected accounts, in the order they were connected.</summary>
    public IReadOnlyList<ConversionAccount> Connected { get; private set; } = [];

    /// <summary>Those of the last connect: what a command uses that names none.</summary>
    public IReadOnlyList<ConversionAccount> Default { get; private set; } = [];

    /// <summary>The clock ages are measured by where no account is named: a connected sandbox may have its own. Null when nothing is connected.</summary>
    public TimeProvider? Clock => Default.Count > 0 ? Default[0].GetClock() : null;

    /// <summary>The sandbox of this session that nobody named a folder for; made at its first use.</summary>
    public SandboxWorld Sandbox => _sandbox ??= SandboxWorld.Temporary();

    /// <summary>Adds accounts, replaces those connected before, and makes them the default.</summary>
    public void Connect(IReadOnlyList<ConversionAccount> accounts)
    {
        Connected = [.. Connected.Where(c => !accounts.Any(a => Same(a, c))), .. accounts];
        Default = accounts;
    }

    /// <summary>Forgets accounts.</summary>
    public void Disconnect(IReadOnlyList<ConversionAccount> accounts)
    {
        Connected = [.. Connected.Where(c => !accounts.Any(a => Same(a, c)))];
        Default = [.. Default.Where(c => !accounts.Any(a => Same(a, c)))];
    }

    private static bool Same(ConversionAccount a, ConversionAccount b) =>
        a.Network == b.Network && a.AccountId == b.AccountId && a.IsSandbox == b.IsSandbox;
}
