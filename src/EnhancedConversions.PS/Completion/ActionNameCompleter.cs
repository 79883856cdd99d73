using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Networks;

namespace EnhancedConversions.PS.Completion;

/// <summary>
/// Completes names of conversion actions of -Account or of the last connect: those in the catalogue at once, and what the network adds when it has answered.
/// Only an account that was never synced is waited for; when it does not answer in time, its answer is there at the next try.
/// </summary>
public sealed class ActionNameCompleter : IArgumentCompleter
{
    // Actions change seldom; an answer serves every key press for a while.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private static readonly ConditionalWeakTable<ConversionAccount, Answer> s_answers = [];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var accounts = BoundAccounts.Of(fakeBoundParameters);
        var cached = CompletionDeadline.Wait([.. accounts.Select(account => Task.Run(() => CachedAsync(account)))]);
        var asked = accounts.Distinct().ToDictionary(account => account, Ask);
        var known = cached.Where(c => c.Names is not null).ToArray();
        CompletionDeadline.Wait([.. asked.Where(a => !known.Any(k => k.Account == a.Key)).Select(a => a.Value)]);
        var names = known.SelectMany(k => k.Names!).Concat(asked.Values.Where(a => a.IsCompletedSuccessfully).SelectMany(a => a.Result));
        return CompletionList.Of(names.Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase), wordToComplete);
    }

    private static async Task<(ConversionAccount Account, string[]? Names)> CachedAsync(ConversionAccount account)
    {
        try
        {
            return (account, (await ActionCatalogue.FindActionsAsync(account, CancellationToken.None).ConfigureAwait(false))?.Select(a => a.Name).ToArray());
        }
        catch (ConversionException)
        {
            // A key press is no place to hear of a ledger that cannot be read; the next command tells.
            return (account, null);
        }
    }

    private static Task<string[]> Ask(ConversionAccount account)
    {
        if (s_answers.TryGetValue(account, out var answer) && answer.IsFresh)
        {
            return answer.Names;
        }

        answer = new Answer(Task.Run(async () =>
        {
            var actions = await account.GetNetwork().GetActionsAsync(CancellationToken.None).ConfigureAwait(false);
            return actions.Select(a => a.Name).ToArray();
        }));
        s_answers.AddOrUpdate(account, answer);
        return answer.Names;
    }

    private sealed class Answer(Task<string[]> names)
    {
        private readonly long _asked = Environment.TickCount64;

        public Task<string[]> Names { get; } = names;

        public bool IsFresh => !Names.IsFaulted && Environment.TickCount64 - _asked < s_lifetime.TotalMilliseconds;
    }
}
