using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using EnhancedConversions.Networks;

namespace EnhancedConversions.PS.Completion;

/// <summary>
/// Completes names of conversion actions, asking the accounts of -Account or of the last connect.
/// An account that does not answer in time offers nothing, and its answer is there at the next try.
/// </summary>
public sealed class ActionNameCompleter : IArgumentCompleter
{
    // A key press may take this long, no longer.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    // Actions change seldom; an answer serves every key press for a while.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private static readonly ConditionalWeakTable<ConversionAccount, Answer> Answers = [];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        var asked = BoundAccounts.Of(fakeBoundParameters).Select(Ask).ToArray();
        Task.WhenAll(asked).ContinueWith(_ => { }, TaskScheduler.Default).Wait(Deadline);
        return CompletionList.Of(asked.Where(a => a.IsCompletedSuccessfully).SelectMany(a => a.Result).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase), wordToComplete);
    }

    private static Task<string[]> Ask(ConversionAccount account)
    {
        if (Answers.TryGetValue(account, out var answer) && answer.IsFresh)
        {
            return answer.Names;
        }

        answer = new Answer(Task.Run(async () =>
        {
            var actions = await account.GetNetwork().GetActionsAsync(CancellationToken.None).ConfigureAwait(false);
            return actions.Select(a => a.Name).ToArray();
        }));
        Answers.AddOrUpdate(account, answer);
        return answer.Names;
    }

    private sealed class Answer(Task<string[]> names)
    {
        private readonly long _asked = Environment.TickCount64;

        public Task<string[]> Names { get; } = names;

        public bool IsFresh => !Names.IsFaulted && Environment.TickCount64 - _asked < Lifetime.TotalMilliseconds;
    }
}
