using System.Text;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Identifiers;

/// <summary>Brings one identifier into a network's normal form and hashes it.</summary>
internal static class IdentifierHasher
{
    /// <summary>Hashes an identifier; one that is already hashed comes back as it is.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="network">The network whose normal form is used.</param>
    /// <param name="form">The outcome.</param>
    /// <returns>Null unless <paramref name="form"/> is <see cref="NormalFormStatus.Ok"/>.</returns>
    [System.Runtime.CompilerServices.SkipLocalsInit]
    public static Sha256Hash? Hash(Identifier identifier, AdNetwork network, out NormalForm form)
    {
        if (identifier.IsHashed)
        {
            form = NormalForm.Written(0);
            return Sha256Hash.Parse(identifier.Reveal());
        }

        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        form = Write(identifier, network, utf8);
        return form.Status == NormalFormStatus.Ok ? Sha256Hash.Of(utf8[..form.Length]) : null;
    }

    /// <summary>What would be hashed; null when it is hashed already or has no normal form.</summary>
    public static string? Normalize(Identifier identifier, AdNetwork network)
    {
        Span<byte> utf8 = stackalloc byte[NormalForm.MaximumBytes];
        return !identifier.IsHashed && Write(identifier, network, utf8) is { Status: NormalFormStatus.Ok } form ? Encoding.UTF8.GetString(utf8[..form.Length]) : null;
    }

    private static NormalForm Write(Identifier identifier, AdNetwork network, Span<byte> utf8) =>
        identifier.Kind == IdentifierKind.PhoneNumber ? PhoneNormalForm.Write(identifier.Reveal(), utf8, identifier.PhoneCountry)
        : network == AdNetwork.GoogleAds ? GoogleAdsNormalForm.WriteEmail(identifier.Reveal(), utf8)
        : MicrosoftAdvertisingNormalForm.WriteEmail(identifier.Reveal(), utf8);
}
