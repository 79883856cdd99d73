using System.Text;

namespace EnhancedConversions.Scheduling;

/// <summary>How pwsh is called: a program and its arguments, before any scheduler's quoting.</summary>
/// <param name="settings">The settings.</param>
internal sealed class PowerShellRun(ScheduleSettings settings)
{
    /// <summary>For the run's environment, where a scheduler has one: without counting first, .NET is done sooner with compiling what a large file needs.</summary>
    public const string Environment = "DOTNET_TieredPGO=0";

    private static readonly string[] s_quiet = ["-NoLogo", "-NoProfile", "-NonInteractive"];

    /// <summary>The arguments, in words.</summary>
    public IReadOnlyList<string> Arguments => settings.ScriptPath is { } script
        ? [.. s_quiet, "-File", script, .. settings.ScriptArguments]
        : [.. s_quiet, "-Command", settings.Command!];

    /// <summary>The same run without a character any scheduler could take for its own: the text is encoded.</summary>
    public IReadOnlyList<string> EncodedArguments => [.. s_quiet, "-EncodedCommand", Convert.ToBase64String(Encoding.Unicode.GetBytes(Text))];

    /// <summary>True when the text has line breaks.</summary>
    public bool HasLines => settings.Command?.AsSpan().ContainsAny('\r', '\n') ?? false;

    private string Text => settings.ScriptPath is { } script
        ? $"& {string.Join(' ', settings.ScriptArguments.Select(Word).Prepend(Quote(script)))}; exit $LASTEXITCODE"
        : settings.Command!;

    /// <summary>A text as PowerShell writes it.</summary>
    public static string Quote(string text)
    {
        // Typographic quotes end a string in PowerShell as plain ones do.
        var quoted = new StringBuilder("'");
        foreach (var c in text)
        {
            quoted.Append(c);
            if (c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b')
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('\'').ToString();
    }

    // -Name stays a parameter's name; all else is a value.
    private static string Word(string argument) =>
        argument.Length > 1 && argument[0] == '-' && char.IsAsciiLetter(argument[1]) && argument.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? argument : Quote(argument);
}
