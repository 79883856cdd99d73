using System.Globalization;

namespace EnhancedConversions.Sandbox.World;

/// <summary>A campaign of a demo account. Every account has the same ones under numbers of its own.</summary>
/// <param name="Id">The network's number of it.</param>
/// <param name="Name">Its name.</param>
internal sealed record AdCampaign(long Id, string Name)
{
    private static readonly string[] s_names = ["Brand", "Generic", "Competitors", "Remarketing"];

    /// <summary>The campaigns of an account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="count">How many it has.</param>
    public static AdCampaign[] Of(string accountId, int count)
    {
        long first = 20_000_000_000 + (long.Parse(accountId, CultureInfo.InvariantCulture) % 100_000 * 100_000);
        return [.. Enumerable.Range(0, count).Select(i => new AdCampaign(first + i + 1, i < s_names.Length ? s_names[i] : string.Create(CultureInfo.InvariantCulture, $"Campaign {i + 1}")))];
    }
}
