using System.Globalization;
using System.Text;
using HelpCompiler;

namespace EnhancedConversions.PS.Tests;

/// <summary>The parameters are public API: a change is made on purpose, by changing the reviewed file too.</summary>
public sealed class ParameterSnapshotTests
{
    [Fact]
    public void Every_parameter_is_as_reviewed() => Approved.Match("Parameters.approved.txt", Describe());

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var cmdlet in Cmdlets.All)
        {
            text.Append(cmdlet.Name)
                .Append(cmdlet.SupportsShouldProcess ? " ShouldProcess" : "")
                .Append(cmdlet.DefaultParameterSet is { } set ? $" default={set}" : "")
                .Append(CultureInfo.InvariantCulture, $" -> {string.Join(", ", cmdlet.OutputTypes.Select(t => t.Name))}\n");
            foreach (var parameter in cmdlet.Parameters)
            {
                var nullable = parameter.Type.IsGenericType ? "?" : "";
                text.Append(CultureInfo.InvariantCulture, $"    -{parameter.Name} <{parameter.TypeName}{nullable}>");
                foreach (var binding in parameter.Bindings)
                {
                    text.Append(" [").AppendJoin(' ', Facts(binding)).Append(']');
                }

                text.Append(parameter.Aliases.Count > 0 ? $" aliases: {string.Join(", ", parameter.Aliases)}" : "").Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Facts(ParameterBinding binding)
    {
        yield return binding.Set == ParameterBinding.AllSets ? "*" : binding.Set;
        if (binding.IsMandatory)
        {
            yield return "mandatory";
        }

        if (binding.Position is { } position)
        {
            yield return $"position={position}";
        }

        if (binding.FromPipeline)
        {
            yield return "pipeline";
        }

        if (binding.FromPipelineByName)
        {
            yield return "by-name";
        }
    }
}
