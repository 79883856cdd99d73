using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EnhancedConversions.PS.Tests;

/// <summary>Reads the errors out of the source: every place that makes one says id, kind, sentence and what to do, in this order.</summary>
internal sealed class ErrorCatalogue
{
    private const string Something = "…";

    private readonly Dictionary<string, ExpressionSyntax> _constants;

    public ErrorCatalogue()
    {
        var files = Directory.GetFiles(Repository.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "EnhancedConversions.Sandbox"))
            .Select(f => (Path: Path.GetFileName(f), Root: CSharpSyntaxTree.ParseText(File.ReadAllText(f), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()))
            .ToArray();
        _constants = files.SelectMany(f => f.Root.DescendantNodes().OfType<FieldDeclarationSyntax>())
            .Where(f => f.Modifiers.Any(SyntaxKind.ConstKeyword))
            .SelectMany(f => f.Declaration.Variables)
            .Where(v => v.Initializer is not null)
            .GroupBy(v => v.Identifier.Text)
            .ToDictionary(g => g.Key, g => g.First().Initializer!.Value);
        Entries =
        [
            .. from file in files
               from made in file.Root.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
               let arguments = made.ArgumentList?.Arguments.Select(a => a.Expression).ToArray() ?? []
               where arguments is [_, MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "ErrorKind" } }, _, _, ..]
               from id in Texts(arguments[0])
               select new ErrorEntry(id, file.Path, string.Join(" / ", Texts(arguments[2])), string.Join(" / ", Texts(arguments[3]))),
        ];
    }

    /// <summary>All of them; an id that a network's code names is <c>…</c>.</summary>
    public IReadOnlyList<ErrorEntry> Entries { get; }

    /// <summary>True when an error's id comes from outside the source.</summary>
    public static bool IsOpen(ErrorEntry entry) => entry.Id == Something;

    // A choice of words inside a sentence ("needs" or "need") is told by its last one.
    private static string Part(InterpolatedStringContentSyntax content) => content switch
    {
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        InterpolationSyntax { Expression: ParenthesizedExpressionSyntax { Expression: ConditionalExpressionSyntax { WhenTrue: LiteralExpressionSyntax, WhenFalse: LiteralExpressionSyntax last } } } => last.Token.ValueText,
        _ => Something,
    };

    // What an expression may say: one text for each way a condition can go.
    private IEnumerable<string> Texts(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => [literal.Token.ValueText],
        InterpolatedStringExpressionSyntax interpolated => [string.Concat(interpolated.Contents.Select(Part)).Replace(Something + Something, Something, StringComparison.Ordinal)],
        ParenthesizedExpressionSyntax inner => Texts(inner.Expression),
        ConditionalExpressionSyntax either => Texts(either.WhenTrue).Concat(Texts(either.WhenFalse)).Distinct(),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => from left in Texts(sum.Left) from right in Texts(sum.Right) select left + right,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => Texts(either.Left).Concat(Texts(either.Right)).Distinct(),
        IdentifierNameSyntax name when _constants.TryGetValue(name.Identifier.Text, out var value) => Texts(value),

        // string.Create(culture, $"...") and text.TrimStart().
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Create" }, ArgumentList.Arguments: [_, var text] } => Texts(text.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "TrimStart" } trim } => Texts(trim.Expression),
        _ => [Something],
    };
}

/// <param name="Id">First part of FullyQualifiedErrorId.</param>
/// <param name="File">The catalogue it stands in.</param>
/// <param name="When">Its sentence.</param>
/// <param name="Action">What to do.</param>
internal sealed record ErrorEntry(string Id, string File, string When, string Action);
