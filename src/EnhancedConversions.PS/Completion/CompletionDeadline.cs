namespace EnhancedConversions.PS.Completion;

/// <summary>How long a key press may take.</summary>
internal static class CompletionDeadline
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    /// <summary>Waits for answers; whoever has not answered by then, or failed, has none.</summary>
    /// <returns>The answers that came.</returns>
    public static IReadOnlyList<T> Wait<T>(IReadOnlyCollection<Task<T>> asked)
    {
        Task.WhenAll(asked).ContinueWith(_ => { }, TaskScheduler.Default).Wait(s_longest);
        return [.. asked.Where(a => a.IsCompletedSuccessfully).Select(a => a.Result)];
    }
}
