using System.Reflection;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.PS.Tests;

/// <summary>
/// A collection expression that is handed to an <see cref="IReadOnlyList{T}"/> makes a type of the compiler, whose name a script sees.
/// What public records hold is an array instead: <c>(Thing[])[...]</c>.
/// </summary>
public sealed class ListsOfRecordsTests
{
    private const byte NewObject = 0x73;
    private const byte Call = 0x28;
    private const byte VirtualCall = 0x6F;
    private const int InstructionLength = 5;
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    [Fact]
    public void Public_records_are_given_arrays()
    {
        var types = typeof(OfflineConversion).Assembly.GetTypes();
        Assert.Contains(types, IsOfCompiler);
        Assert.Empty(types.Where(t => !IsOfCompiler(t)).SelectMany(t => t.GetMethods(Declared).Cast<MethodBase>().Concat(t.GetConstructors(Declared))).SelectMany(Given));
    }

    // The list is made, and the next instruction is the constructor or the property of a public record that takes it.
    private static IEnumerable<string> Given(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + (2 * InstructionLength) <= code.Length; i++)
        {
            if (code[i] == NewObject && code[i + InstructionLength] is NewObject or Call or VirtualCall
                && Resolve(method, code, i) is { DeclaringType: { } made } && IsOfCompiler(made)
                && Resolve(method, code, i + InstructionLength) is { DeclaringType: { } taker } taken && IsPublicRecord(taker) && (taken.IsConstructor || taken.Name.StartsWith("set_", StringComparison.Ordinal)))
            {
                yield return $"{method.DeclaringType}.{method.Name} gives a list to {taker.Name}.{taken.Name}.";
            }
        }
    }

    private static bool IsOfCompiler(Type type) => type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    private static bool IsPublicRecord(Type type) => type.IsPublic && type.GetMethod("<Clone>$") is not null;

    // Bytes that only look like an instruction name no method, or not the two that are looked for.
    private static MethodBase? Resolve(MethodBase method, byte[] code, int at)
    {
        try
        {
            return method.Module.ResolveMethod(
                BitConverter.ToInt32(code, at + 1),
                method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception exception) when (exception is ArgumentException or BadImageFormatException or MissingMethodException)
        {
            return null;
        }
    }
}
