using System.Runtime.InteropServices;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// Holds up the end of the process while uploads put their affairs in order. The engine ends at once when it is told to (SIGTERM) or its terminal
/// is closed (SIGHUP, or the console window): no cmdlet is stopped, no finally block runs. Signals are heard only while somebody holds; what the
/// process was started to ignore (nohup) stays ignored, and Ctrl+C stays the engine's own.
/// </summary>
internal sealed class ProcessEnd : IDisposable
{
    // A little more than an upload needs at most: a second for answers, two more for its ledger.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(4);

    // The process ends as soon as the last handler has returned. Should somebody else have prevented that, the command stops all the same.
    private static readonly TimeSpan s_dying = TimeSpan.FromSeconds(5);

    private static readonly object s_lock = new();
    private static readonly List<ProcessEnd> s_holding = [];
    private static PosixSignalRegistration[] s_signals = [];

    private readonly PipelinePump _pump;
    private readonly Func<string?> _notice;
    private readonly Action<string> _say;
    private readonly ManualResetEventSlim _settled = new();
    private volatile bool _isEnding;

    /// <summary>Begins to hold.</summary>
    /// <param name="pump">The work.</param>
    /// <param name="notice">What to say when it is stopped now; null when nothing is on its way, so that nothing needs to be held up.</param>
    /// <param name="say">Says it; called on any thread.</param>
    public ProcessEnd(PipelinePump pump, Func<string?> notice, Action<string> say)
    {
        _pump = pump;
        _notice = notice;
        _say = say;
        lock (s_lock)
        {
            if (s_holding.Count == 0)
            {
                s_signals = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Settle), PosixSignalRegistration.Create(PosixSignal.SIGHUP, Settle)];
            }

            s_holding.Add(this);
        }
    }

    /// <summary>When the process is ending, waits for that, so that no further command of the script begins. True when it was ending.</summary>
    public bool Await()
    {
        if (_isEnding)
        {
            _settled.Wait(s_longest);
            Thread.Sleep(s_dying);
        }

        return _isEnding;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (s_lock)
        {
            s_holding.Remove(this);
            if (s_holding.Count == 0)
            {
                Array.ForEach(s_signals, signal => signal.Dispose());
                s_signals = [];
            }
        }
    }

    // The end is not prevented, only this method takes its time. All uploads stop before any of them is waited for.
    private static void Settle(PosixSignalContext context)
    {
        ProcessEnd[] holding;
        lock (s_lock)
        {
            holding = [.. s_holding];
        }

        var stopped = Array.ConvertAll(holding, held => (Held: held, Notice: held.Stop()));
        var waiting = Task.WhenAll(stopped.Where(s => s.Notice is not null).Select(s => s.Held._pump.Settled));
        Task.WaitAny([waiting], s_longest);
        foreach (var (held, notice) in stopped)
        {
            if (notice is not null)
            {
                held._say(notice);
            }

            held._settled.Set();
        }
    }

    private string? Stop()
    {
        var notice = _notice();
        if (notice is not null)
        {
            _isEnding = true;
            _pump.Stop();
        }

        return notice;
    }
}
