using System.Management.Automation;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>
/// What every cmdlet of this module has in common: its stages run under one guard, its asynchronous work through one pump.
/// An error of the library that leaves a stage ends the command; whatever leaves a stage ends the work behind it first.
/// </summary>
public abstract class ConversionCmdlet : PSCmdlet, IPipeline, IDisposable
{
    private readonly PipelinePump _pump;
    private readonly Dictionary<int, ProgressRecord> _bars = [];
    private ProcessEnd? _end;

    private protected ConversionCmdlet() => _pump = new PipelinePump(this);

    /// <summary>The way asynchronous work runs.</summary>
    private protected PipelinePump Pump => _pump;

    /// <summary>What to say when the command is stopped now; null when nothing is left half done.</summary>
    private protected virtual string? StoppedNotice => null;

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>From here until the command is over, a process that is told to end waits until the work is settled.</summary>
    private protected void HoldProcessEnd() => _end ??= new ProcessEnd(_pump, () => StoppedNotice, text => Say(text, streamsAreClosed: true));

    /// <summary>Lets go of what the command holds open; also called when it was stopped.</summary>
    private protected virtual void Release()
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(() =>
    {
        End();
        foreach (var bar in _bars.Values)
        {
            bar.RecordType = ProgressRecordType.Completed;
            WriteProgress(bar);
        }
    });

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _pump.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        _pump.Dispose();
        _end?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The accounts named, else those of the last connect.</summary>
    private protected static IReadOnlyList<ConversionAccount> AccountsOrDefault(ConversionAccount[]? named) =>
        named is { Length: > 0 } ? named : Session.Current.Default is { Count: > 0 } connected ? connected : throw CmdletErrors.NoAccountConnected();

    /// <summary>Opens a file and warns of what is odd about its header. Off the pipeline thread: a large workbook takes its time, and Ctrl+C need not wait for it.</summary>
    /// <exception cref="ConversionException">The file, or its header, cannot be used.</exception>
    private protected ConversionFile OpenFile(string path, ConversionFileOptions options)
    {
        var file = _pump.Run(token =>
        {
            var opened = ConversionFile.Open(path, options);
            if (token.IsCancellationRequested || opened.HeaderFindings.Any(f => f.Severity == FindingSeverity.Error))
            {
                opened.Dispose();
                token.ThrowIfCancellationRequested();
                throw CmdletErrors.HeaderNotUsable(opened.HeaderFindings.First(f => f.Severity == FindingSeverity.Error));
            }

            return Task.FromResult(opened);
        });
        foreach (var finding in file.HeaderFindings)
        {
            WriteWarning($"{finding} {finding.Hint}".TrimEnd());
        }

        return file;
    }

    /// <summary>Reports an error the command can go on after.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">A file, an account or a row's place; never the row.</param>
    private protected void WriteError(ConversionException exception, object? target) => WriteError(CmdletErrors.Record(exception, target));

    void IPipeline.Write(PipelineMessage message)
    {
        switch (message.Stream)
        {
            case PipelineStream.Output:
                WriteObject(message.Value);
                break;
            case PipelineStream.Verbose:
                WriteVerbose((string)message.Value);
                break;
            case PipelineStream.Warning:
                WriteWarning((string)message.Value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(message));
        }
    }

    void IPipeline.Write(PipelineProgress progress)
    {
        var bar = new ProgressRecord(progress.Id, progress.Activity, progress.Status);
        _bars[progress.Id] = bar;
        WriteProgress(bar);
    }

    private void Guard(Action stage)
    {
        try
        {
            stage();
        }
        catch (Exception exception)
        {
            var notice = StoppedNotice;
            _pump.Abandon();
            if (_end?.Await() == true)
            {
                throw new PipelineStoppedException();
            }

            switch (exception)
            {
                case ConversionException known:
                    ThrowTerminatingError(CmdletErrors.Record(known, target: null));
                    break;
                case OperationCanceledException when Stopping:
                    Say(notice, Stopping);
                    throw new PipelineStoppedException();
                case IContainsErrorRecord or FlowControlException:
                    // The engine's own: Ctrl+C, Select-Object -First, -ErrorAction Stop, an error downstream.
                    Say(notice, Stopping);
                    throw;
                default:
                    ThrowTerminatingError(CmdletErrors.Record(CmdletErrors.Unexpected(exception), target: null));
                    break;
            }
        }
    }

    private void Say(string? notice, bool streamsAreClosed)
    {
        if (notice is null)
        {
            return;
        }

        try
        {
            if (streamsAreClosed)
            {
                // The host still listens.
                Host?.UI?.WriteWarningLine(notice);
            }
            else
            {
                WriteWarning(notice);
            }
        }
        catch (Exception exception) when (exception is RuntimeException or NotImplementedException or IOException)
        {
            // Nobody can be told any more; the ledger knows.
        }
    }
}
