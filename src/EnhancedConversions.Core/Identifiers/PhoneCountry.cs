using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace EnhancedConversions.Identifiers;

/// <summary>How phone numbers are written in a country; the facts and their source are in <c>countries.csv</c>.</summary>
internal sealed class PhoneCountry
{
    private static readonly Lazy<FrozenDictionary<string, PhoneCountry>> s_all = new(Read);

    // Calling codes after which a 0 in brackets belongs to the number.
    private static readonly Lazy<FrozenSet<string>> s_keepingZero = new(() => s_all.Value.Values.Where(c => c.MayBeginWithZero).Select(c => c.CallingCode).ToFrozenSet(StringComparer.Ordinal));

    private readonly int _lengths;

    private PhoneCountry(string[] cells)
    {
        Code = cells[0];
        CallingCode = cells[1];
        TrunkPrefixes = cells[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var range in cells[3].Split(' '))
        {
            var ends = range.Split('-');
            var last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (var length = int.Parse(ends[0], CultureInfo.InvariantCulture); length <= last; length++)
            {
                _lengths |= 1 << length;
            }
        }

        ExitPrefix = cells[4];
        MayBeginWithZero = cells[5] == "0";
        LengthText = cells[3].Replace(" ", " or ", StringComparison.Ordinal).Replace("-", " to ", StringComparison.Ordinal);
    }

    /// <summary>Codes of all countries, in order.</summary>
    public static IEnumerable<string> Codes => s_all.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Code { get; }

    /// <summary>Country code, without <c>+</c>.</summary>
    public string CallingCode { get; }

    /// <summary>What is dialled before a national number and is no part of it; empty when there is no such thing.</summary>
    public IReadOnlyList<string> TrunkPrefixes { get; }

    /// <summary>What is dialled before a foreign number; empty for 00.</summary>
    public string ExitPrefix { get; }

    /// <summary>True where a 0 can be the first digit of the number itself.</summary>
    public bool MayBeginWithZero { get; }

    /// <summary>The lengths of a national number, in words.</summary>
    public string LengthText { get; }

    /// <summary>The longest national number.</summary>
    public int LongestLength => BitOperations.Log2((uint)_lengths);

    /// <summary>The country of a code, in any letter case.</summary>
    /// <exception cref="ConversionException">There is none.</exception>
    public static PhoneCountry Find(string code) =>
        s_all.Value.TryGetValue(code.Trim(), out var country) ? country : throw IdentifierErrors.CountryUnknown(code);

    /// <summary>True when a 0 in brackets after this calling code is part of the number (+39 (0)6), not a trunk prefix written by habit (+44 (0)20).</summary>
    public static bool KeepsZero(ReadOnlySpan<byte> callingCode)
    {
        foreach (var code in s_keepingZero.Value)
        {
            if (Ascii.Equals(callingCode, code))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a country code and a number of a length that country has.</summary>
    public static bool IsFull(ReadOnlySpan<byte> number)
    {
        foreach (var country in s_all.Value.Values)
        {
            var code = country.CallingCode;
            if (number.Length > code.Length && Ascii.Equals(number[..code.Length], code) && country.Fits(number[code.Length..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for digits that have the length of a national number and begin like one.</summary>
    public bool Fits(ReadOnlySpan<byte> number) => number.Length < 31 && (_lengths & (1 << number.Length)) != 0 && (number[0] != '0' || MayBeginWithZero);

    private static FrozenDictionary<string, PhoneCountry> Read()
    {
        using var stream = typeof(PhoneCountry).Assembly.GetManifestResourceStream("EnhancedConversions.Identifiers.countries.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l[0] != '#')
            .Skip(1)
            .Select(l => new PhoneCountry(l.TrimEnd('\r').Split(',')))
            .ToFrozenDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
    }
}
