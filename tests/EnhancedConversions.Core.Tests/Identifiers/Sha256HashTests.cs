using System.Text;
using EnhancedConversions.Identifiers;

namespace EnhancedConversions.Tests.Identifiers;

public class Sha256HashTests
{
    // FIPS 180-2, B.1.
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void A_hash_is_64_lower_case_hex_digits() => Assert.Equal(OfAbc, Sha256Hash.Of("abc"u8).ToString());

    [Fact]
    public void Every_byte_has_its_digits_as_text_and_as_utf8()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        var digits = string.Concat(bytes.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(digits, Sha256Hex.Write(bytes, new char[512]).ToString());
        Assert.Equal(digits, Encoding.ASCII.GetString(Sha256Hex.Write(bytes, new byte[512])));
        Assert.Equal(digits[64..96], Sha256Hex.Write(bytes.AsSpan(32, 16), new char[40]).ToString());
    }

    [Fact]
    public void A_hash_in_capitals_is_the_same_hash()
    {
        var read = Sha256Hash.Parse(OfAbc.ToUpperInvariant());

        Assert.Equal(Sha256Hash.Of("abc"u8), read);
        Assert.Equal(Sha256Hash.Of("abc"u8).GetHashCode(), read.GetHashCode());
        Assert.Equal(OfAbc, read.ToString());
    }

    [Fact]
    public void Hashes_that_differ_in_one_digit_are_not_equal() => Assert.NotEqual(Sha256Hash.Parse(OfAbc), Sha256Hash.Parse(OfAbc[..63] + "c"));

    [Theory]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("person@example.com")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a\u0664")]
    public void What_is_no_hash_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<FormatException>(() => Sha256Hash.Parse(text));

        Assert.True(text.Length == 0 || !error.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Many_threads_hash_at_once() =>
        Parallel.For(0, 64, thread =>
        {
            for (var i = 0; i < 500; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{thread} {i}"));
                Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)), Sha256Hash.Of(bytes).ToString(), ignoreCase: true);
            }
        });
}
