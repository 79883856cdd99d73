using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Completion;

/// <summary>Completes the ids of the newest uploads of -Account, or of the accounts of the last connect.</summary>
public sealed class UploadIdCompleter : IArgumentCompleter
{
    // A key press may take this long, no longer: the ledger may be a database that is out of reach.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    // More than a screen of them helps nobody; -Since and -Until are for those who look further back.
    private const int Newest = 30;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var accounts = BoundAccounts.Of(fakeBoundParameters);
        var looking = Task.Run(async () =>
        {
            var uploads = new List<ConversionUpload>();
            foreach (var account in accounts)
            {
                uploads.AddRange(await UploadHistory.GetUploadsAsync(account.GetLedger(), new UploadFilter { Network = account.Network, AccountId = account.AccountId }, CancellationToken.None, account.GetClock()).ConfigureAwait(false));
            }

            return uploads.OrderByDescending(u => u.StartedAt).Select(u => u.UploadId).Take(Newest).ToArray();
        });
        return Task.WhenAny(looking, Task.Delay(Deadline)).GetAwaiter().GetResult() == looking && looking.IsCompletedSuccessfully
            ? CompletionList.Of(looking.Result, wordToComplete)
            : [];
    }
}
