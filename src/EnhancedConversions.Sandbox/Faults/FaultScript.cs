namespace EnhancedConversions.Sandbox.Faults;

/// <summary>Counts requests and says which of them go wrong. Safe for threads.</summary>
internal sealed class FaultScript(IReadOnlyList<SandboxFault> faults)
{
    private readonly int[] _counts = new int[faults.Count];

    /// <summary>The fault of the next request of this kind; null when it goes well. Of several the first in the list.</summary>
    public SandboxFault? Next(RequestKinds kind)
    {
        SandboxFault? found = null;
        for (int i = 0; i < faults.Count; i++)
        {
            if ((faults[i].Requests & kind) != 0)
            {
                int past = Interlocked.Increment(ref _counts[i]) - faults[i].First;
                if (past >= 0 && past < faults[i].Times)
                {
                    found ??= faults[i];
                }
            }
        }

        return found;
    }
}
