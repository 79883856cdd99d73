using System.Globalization;
using System.Reflection;
using System.Text;

namespace EnhancedConversions.PS.Tests;

/// <summary>The parameters are public API: a change is made on purpose, by changing the reviewed file too.</summary>
public sealed class ParameterSnapshotTests
{
    [Fact]
    public void Every_parameter_is_as_reviewed()
    {
        var file = Repository.File("tests", "EnhancedConversions.PS.Tests", "Parameters.approved.txt");
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var actual = Describe();
        if (approved != actual)
        {
            Directory.CreateDirectory(Repository.File("TestResults"));
            File.WriteAllText(Repository.File("TestResults", "Parameters.received.txt"), actual);
        }

        Assert.True(approved == actual, "Parameters differ from Parameters.approved.txt. Compare with TestResults/Parameters.received.txt and, if meant, replace it.");
    }

    internal static IReadOnlyList<string> Aliases(PropertyInfo parameter) =>
        CompiledCmdlets.Find(parameter, "AliasAttribute") is not { } alias
            ? []
            : [.. ((IReadOnlyCollection<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!).Select(a => (string)a.Value!)];

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var cmdlet in CompiledCmdlets.All)
        {
            text.Append(cmdlet.Name)
                .Append(cmdlet.SupportsShouldProcess ? " ShouldProcess" : "")
                .Append(cmdlet.DefaultParameterSet is { } set ? $" default={set}" : "")
                .Append(CultureInfo.InvariantCulture, $" -> {string.Join(", ", cmdlet.OutputTypes.Select(t => t.Name))}\n");
            foreach (var parameter in cmdlet.Parameters)
            {
                text.Append(CultureInfo.InvariantCulture, $"    -{parameter.Name} <{TypeName(parameter.PropertyType)}>");
                foreach (var attribute in CompiledCmdlets.FindAll(parameter, "ParameterAttribute").OrderBy(a => CompiledCmdlets.Named<string>(a, "ParameterSetName") ?? "", StringComparer.Ordinal))
                {
                    text.Append(" [").AppendJoin(' ', Facts(attribute)).Append(']');
                }

                text.Append(Aliases(parameter) is { Count: > 0 } aliases ? $" aliases: {string.Join(", ", aliases)}" : "").Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Facts(CustomAttributeData attribute)
    {
        yield return CompiledCmdlets.Named<string>(attribute, "ParameterSetName") ?? "*";
        if (CompiledCmdlets.Named<bool>(attribute, "Mandatory"))
        {
            yield return "mandatory";
        }

        if (attribute.NamedArguments.Any(a => a.MemberName == "Position"))
        {
            yield return $"position={CompiledCmdlets.Named<int>(attribute, "Position")}";
        }

        if (CompiledCmdlets.Named<bool>(attribute, "ValueFromPipeline"))
        {
            yield return "pipeline";
        }

        if (CompiledCmdlets.Named<bool>(attribute, "ValueFromPipelineByPropertyName"))
        {
            yield return "by-name";
        }
    }

    private static string TypeName(Type type) => type.IsGenericType ? $"{TypeName(type.GetGenericArguments()[0])}?" : type.Name;
}
