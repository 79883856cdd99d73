using System.Security.Cryptography;
using System.Text;
using EnhancedConversions.Conversions;
using EnhancedConversions.Identifiers;
using FsCheck;
using FsCheck.Fluent;

namespace EnhancedConversions.Core.Tests.Identifiers;

public sealed class IdentifierHasherTests
{
    // Google contract B.2: published in the tests of Google's own formatting library, and computed from its normal forms.
    [Theory]
    [InlineData("alexz@example.com", "509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a")]
    [InlineData("Cloudy.SanFrancisco+shopping@gmail.com", "223ebda6f6889b1494551ba902d9d381daf2f642bae055888e96343d53e9f9c4")]
    [InlineData("cloudysanfrancisco@googlemail.com", "332ed5427d17deb381928a719533e85046d68d7e45553abb805852b7d631fcb7")]
    [InlineData("j.e.f..ferson.Loves.hiking@gmail.com", "515d2f967f73864e76937ab2b897210a86fd286016903b1b08c3da07c75f513e")]
    [InlineData("user.name+NYC@Example.com", "f109a2a632fbcea5fc82049f50beed3d8621bf9034399f437fb622222acccdac")]
    [InlineData("QuinnY@EXAMPLE.com", "d00d0a7c6d491b3782fd78b410748048859e16467faa0651f060978d4bb343cc")]
    public void Google_email_vectors_hold(string email, string hash) => Assert.Equal(hash, Hash(IdentifierKind.Email, email, AdNetwork.GoogleAds));

    // Microsoft contract 6.2.
    [Theory]
    [InlineData("john@contoso.com", "ec81f3ac7b2b19675bab9d54cf416f9f18cff87c97da5cca82c0f0891bc40602")]
    [InlineData("test@contoso.com", "f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101")]
    [InlineData("name+withplus@outlook.com", "62de920b6b0a90e990ad75450ee49bd908958c81185bf57489a090179dadedec")]
    [InlineData("ex.ample@outlook.com", "e2e7dbfa5e7b07f94e15295f700a2a9b486799848797cf3e0ddeae7425862f93")]
    public void Microsoft_email_vectors_hold(string email, string hash) => Assert.Equal(hash, Hash(IdentifierKind.Email, email, AdNetwork.MicrosoftAdvertising));

    // Microsoft contract 6.2: its customer list page prints the first, its clean room page the second (which is the hash of another address). Both pages are wrong.
    [Theory]
    [InlineData("test@contoso.com", "a8e34c39")]
    [InlineData("example@outlook.com", "912ec707")]
    public void Two_hashes_Microsoft_publishes_are_wrong_and_not_matched(string email, string wrong)
    {
        Assert.DoesNotContain(wrong, Hash(IdentifierKind.Email, email, AdNetwork.MicrosoftAdvertising), StringComparison.Ordinal);
        Assert.StartsWith("912ec707", Hash(IdentifierKind.Email, "example@microsoft.com", AdNetwork.MicrosoftAdvertising), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 800 555 0100", "fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30")]
    [InlineData("+44-113-496-0987", "0fac52d27ec377f8ad2f9de75d1f9bace693237e31868ae6f4616b8bbd0e94fb")]
    [InlineData("+1 425 555 1234", "c59475d96e9f01d7d18d06cfad84dd02333207f02c0c2c5663ef2782cda0390e")]
    public void Phone_vectors_hold_for_both(string phone, string hash)
    {
        Assert.Equal(hash, Hash(IdentifierKind.PhoneNumber, phone, AdNetwork.GoogleAds));
        Assert.Equal(hash, Hash(IdentifierKind.PhoneNumber, phone, AdNetwork.MicrosoftAdvertising));
    }

    [Fact]
    public void One_address_can_need_two_hashes() => Assert.NotEqual(
        Hash(IdentifierKind.Email, "user.name+nyc@example.com", AdNetwork.GoogleAds),
        Hash(IdentifierKind.Email, "user.name+nyc@example.com", AdNetwork.MicrosoftAdvertising));

    [Theory]
    [InlineData("509E933019BB285A134A9334B8BB679DFF79D0CE023D529AF4BD744D47B4FD8A")]
    [InlineData("509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a")]
    [InlineData("UJ6TMBm7KFoTSpM0uLtnnf950M4CPVKa9L10TUe0/Yo=")]
    public void A_hash_in_hex_or_Base64_is_kept_and_never_hashed_again(string hash) =>
        Assert.Equal("509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a", Hash(IdentifierKind.Email, hash, AdNetwork.GoogleAds));

    [Fact]
    public void Hashing_a_normal_form_changes_nothing()
    {
        var parts = Gen.Elements("a.b", "Ab", "x+y", "É", "z").ArrayOf(3).Select(string.Concat);
        var emails = parts.Select(local => $"{local}@example.com").ToArbitrary();
        Prop.ForAll(emails, email =>
        {
            var utf8 = new byte[NormalForm.MaximumBytes];
            foreach (var network in Enum.GetValues<AdNetwork>())
            {
                var form = network == AdNetwork.GoogleAds ? GoogleAdsNormalForm.WriteEmail(email, utf8) : MicrosoftAdvertisingNormalForm.WriteEmail(email, utf8);
                if (form.Status == NormalFormStatus.Ok)
                {
                    var normal = Encoding.UTF8.GetString(utf8, 0, form.Length);
                    Assert.Equal(Hash(IdentifierKind.Email, email, network), Hash(IdentifierKind.Email, normal, network));
                    Assert.Equal(Convert.ToHexString(SHA256.HashData(utf8.AsSpan(0, form.Length))).ToLowerInvariant(), Hash(IdentifierKind.Email, normal, network));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_makes_the_normalizers_throw() => Prop.ForAll<string>(text =>
    {
        foreach (var network in Enum.GetValues<AdNetwork>())
        {
            foreach (var kind in Enum.GetValues<IdentifierKind>())
            {
                if (Identifier.FromText(kind, text + "@é.com") is { } identifier)
                {
                    IdentifierHasher.Hash(identifier, network, out var form);
                    Assert.Equal(form.Status == NormalFormStatus.Malformed, form.Problem is not null);
                }
            }
        }
    }).QuickCheckThrowOnFailure();

    private static string? Hash(IdentifierKind kind, string text, AdNetwork network) => IdentifierHasher.Hash(Identifier.FromText(kind, text)!, network, out _)?.ToString();
}
