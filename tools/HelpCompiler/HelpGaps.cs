namespace HelpCompiler;

/// <summary>Finds what help would be missing, so that a build says it and not a user.</summary>
internal static class HelpGaps
{
    /// <summary>One sentence for each gap.</summary>
    public static IEnumerable<string> Find(IEnumerable<CompiledCmdlet> cmdlets, DocComments comments)
    {
        foreach (var cmdlet in cmdlets)
        {
            if (comments.Summary(cmdlet.Type).Length == 0)
            {
                yield return $"{cmdlet.Name} has no <summary>.";
            }

            if (comments.Description(cmdlet.Type).Count == 0)
            {
                yield return $"{cmdlet.Name} has no <remarks> with <para>.";
            }

            var examples = comments.Examples(cmdlet.Type);
            if (examples.Count == 0)
            {
                yield return $"{cmdlet.Name} has no <example>.";
            }

            foreach (var example in examples.Where(e => !e.Code.Contains(cmdlet.Name, StringComparison.Ordinal) || e.Remarks.Count == 0))
            {
                yield return $"{cmdlet.Name} has an <example> whose <code> does not use it, or without <para>: {example.Code}";
            }

            foreach (var parameter in cmdlet.Parameters.Where(p => comments.Summary(p).Length == 0))
            {
                yield return $"{cmdlet.Name} -{parameter.Name} has no <summary>.";
            }
        }
    }
}
