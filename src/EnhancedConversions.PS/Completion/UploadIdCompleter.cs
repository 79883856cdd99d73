using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes the ids of the newest uploads of -Account, or of the accounts of the last connect.</summary>
public sealed class UploadIdCompleter : IArgumentCompleter
{
    // More than a screen of them helps nobody; -Since and -Until are for those who look further back.
    private const int Newest = 30;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var found = CompletionDeadline.Wait([.. BoundAccounts.Of(fakeBoundParameters).Select(account => Task.Run(() =>
            UploadHistory.GetUploadsAsync(account.GetLedger(), new UploadFilter { Network = account.Network, AccountId = account.AccountId }, CancellationToken.None, account.GetClock())))]);
        return CompletionList.Of(found.SelectMany(uploads => uploads).OrderByDescending(u => u.StartedAt).Take(Newest).Select(u => u.UploadId), wordToComplete);
    }
}
