using System.Reflection;

namespace HelpCompiler;

/// <summary>One parameter's metadata.</summary>
internal sealed class CompiledParameter(PropertyInfo property)
{
    public string Name => property.Name;

    public Type Type => property.PropertyType;

    public Type DeclaringType => property.DeclaringType!;

    public IReadOnlyList<string> Aliases { get; } = CompiledCmdlets.Find(property, "AliasAttribute") is not { } alias
        ? []
        : [.. ((IReadOnlyCollection<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!).Select(a => (string)a.Value!)];

    public bool SupportsWildcards { get; } = CompiledCmdlets.Find(property, "SupportsWildcardsAttribute") is not null;

    /// <summary>True when a PSCredential will do where a password is asked for.</summary>
    public bool TakesPasswordOfCredential { get; } = property.GetCustomAttributesData().Any(a => a.AttributeType.Name == "PasswordOfCredentialAttribute");

    public bool IsSwitch => Type.FullName == "System.Management.Automation.SwitchParameter";

    /// <summary>How it binds, one entry a parameter set it is in.</summary>
    public IReadOnlyList<ParameterBinding> Bindings { get; } =
        [.. CompiledCmdlets.FindAll(property, "ParameterAttribute").Select(a => new ParameterBinding(a)).OrderBy(b => b.Set, StringComparer.Ordinal)];

    /// <summary>How it binds in one parameter set; null when it is not in it.</summary>
    public ParameterBinding? In(string set) => Bindings.FirstOrDefault(b => b.Set == set || b.Set == ParameterBinding.AllSets);

    /// <summary>The type as the engine's users write it: <c>String[]</c>, <c>DateTimeOffset</c> (also when it may be null).</summary>
    public string TypeName => Type.IsGenericType ? Type.GetGenericArguments()[0].Name : Type.Name;

    /// <summary>The values an enumeration or a ValidateSet allows; empty when anything goes.</summary>
    public IReadOnlyList<string> Values
    {
        get
        {
            if (CompiledCmdlets.Find(property, "ValidateSetAttribute") is { } set)
            {
                return [.. ((IReadOnlyCollection<CustomAttributeTypedArgument>)set.ConstructorArguments[0].Value!).Select(a => (string)a.Value!)];
            }

            var type = Type.IsGenericType ? Type.GetGenericArguments()[0] : Type.IsArray ? Type.GetElementType()! : Type;
            return type.IsEnum ? [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name)] : [];
        }
    }
}

/// <summary>How a parameter binds in one parameter set.</summary>
internal sealed class ParameterBinding(CustomAttributeData attribute)
{
    /// <summary>The set of a parameter that names none.</summary>
    public const string AllSets = "__AllParameterSets";

    public string Set { get; } = CompiledCmdlets.Named<string>(attribute, "ParameterSetName") ?? AllSets;

    public bool IsMandatory { get; } = CompiledCmdlets.Named<bool>(attribute, "Mandatory");

    /// <summary>Null when it is bound by name only.</summary>
    public int? Position { get; } = attribute.NamedArguments.Any(a => a.MemberName == "Position") ? CompiledCmdlets.Named<int>(attribute, "Position") : null;

    public bool FromPipeline { get; } = CompiledCmdlets.Named<bool>(attribute, "ValueFromPipeline");

    public bool FromPipelineByName { get; } = CompiledCmdlets.Named<bool>(attribute, "ValueFromPipelineByPropertyName");
}
