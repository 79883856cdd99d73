using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace EnhancedConversions.PS.Tests;

/// <summary>What an assembly shows to others, as text: a type a paragraph, a member a line, all by name.</summary>
internal static class PublicApi
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(char)] = "char",
    };

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            _ when type.BaseType == typeof(MulticastDelegate) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = type.IsEnum || kind == "delegate" ? [] : new[] { type.BaseType }.Concat(type.GetInterfaces())
            .Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b.Name != "IEquatable`1").Select(b => Name(b!)).Order(StringComparer.Ordinal).ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture):00} {n}"));
        }

        return type.GetMembers(Own).Where(m => m is PropertyInfo || !m.IsDefined(typeof(CompilerGeneratedAttribute))).Select(Member).OfType<string>();
    }

    private static string? Member(MemberInfo member) => member switch
    {
        ConstructorInfo c when Seen(c) && !c.IsStatic => $"new({Parameters(c)})",
        MethodInfo m when Seen(m) && !m.IsSpecialName => $"{Static(m)}{Named(m.ReturnParameter)} {m.Name}{Generic(m)}({Parameters(m)})",
        FieldInfo f when f.IsPublic || f.IsFamily => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
        EventInfo e when Seen(e.AddMethod!) => $"event {Name(e.EventHandlerType!)} {e.Name}",
        PropertyInfo p when p.Name != "EqualityContract" && p.GetAccessors(nonPublic: true).Any(Seen) => Property(p),
        _ => null,
    };

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(Seen).ToArray();
        var set = accessors.FirstOrDefault(a => a == property.SetMethod);
        var init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Static(accessors[0])}{required}{Name(property.PropertyType)}{Mark(property.PropertyType, s_nullability.Create(property))} {property.Name} {{ {(accessors.Contains(property.GetMethod) ? "get; " : "")}{(set is null ? "" : init ? "init; " : "set; ")}}}";
    }

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{(p.IsOut ? "out " : "")}{Named(p)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue ?? "default") : "")}"));

    private static string Named(ParameterInfo parameter) => Name(parameter.ParameterType) + Mark(parameter.ParameterType, s_nullability.Create(parameter));

    private static string Mark(Type type, NullabilityInfo nullability) => !type.IsValueType && (nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable) ? "?" : "";

    private static string Name(Type type)
    {
        if (s_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        var name = (type.DeclaringType is { } outer && !type.IsGenericParameter ? Name(outer) + "." : "") + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
