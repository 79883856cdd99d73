using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Bench;

/// <summary>Normalizing and hashing an e-mail address and a phone number, against hashing their normal forms and nothing else.</summary>
[MemoryDiagnoser]
public class HashingBench
{
    internal const int Count = 1000;
    private readonly Identifier[] _emails = [.. Enumerable.Range(0, Count).Select(i => Identifier.FromText(IdentifierKind.Email, string.Create(CultureInfo.InvariantCulture, $" First.Last{i}+fair@Example.com "))!)];
    private readonly Identifier[] _phones = [.. Enumerable.Range(0, Count).Select(i => Identifier.FromText(IdentifierKind.PhoneNumber, string.Create(CultureInfo.InvariantCulture, $"+44 113 496 {i:0000}"))!)];
    private readonly string[] _normalEmails = [.. Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"first.last{i}+fair@example.com"))];
    private readonly string[] _normalPhones = [.. Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"+44113496{i:0000}"))];

    /// <summary>The floor: UTF-8 and SHA-256 of both normal forms, as hex.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int HashOfNormalForms()
    {
        var length = 0;
        for (var i = 0; i < Count; i++)
        {
            length += Hash(_normalEmails[i]).Length + Hash(_normalPhones[i]).Length;
        }

        return length;

        static string Hash(string text)
        {
            Span<byte> utf8 = stackalloc byte[128];
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
            return Convert.ToHexStringLower(hash);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Google() => HashAll(AdNetwork.GoogleAds);

    [Benchmark(OperationsPerInvoke = Count)]
    public int Microsoft() => HashAll(AdNetwork.MicrosoftAdvertising);

    private int HashAll(AdNetwork network)
    {
        var length = 0;
        for (var i = 0; i < Count; i++)
        {
            length += Text(_emails[i]).Length + Text(_phones[i]).Length;
        }

        return length;

        string Text(Identifier identifier) => IdentifierHasher.Hash(identifier, network, out _)!.Value.ToString();
    }
}
