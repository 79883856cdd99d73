using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Uploads;

/// <summary>Which runs are meant. What is null is not asked for.</summary>
public sealed record UploadFilter
{
    /// <summary>The run of this id.</summary>
    public string? UploadId { get; init; }

    /// <summary>Runs to this network.</summary>
    public AdNetwork? Network { get; init; }

    /// <summary>Runs to this account; dashes and blanks do not matter.</summary>
    public string? AccountId { get; init; }

    /// <summary>Runs that began at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Runs that began before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Runs in one of these states.</summary>
    public IReadOnlyList<ConversionUploadStatus>? Status { get; init; }

    /// <summary>The runs of these that are also of an account.</summary>
    /// <param name="network">The account's network.</param>
    /// <param name="accountId">The account's number.</param>
    /// <returns>Null when this filter leaves none of the account's runs.</returns>
    public UploadFilter? Within(AdNetwork network, string accountId)
    {
        ArgumentNullException.ThrowIfNull(accountId);
        return (Network ?? network) != network || (AccountId is not null && AccountNumber.Plain(AccountId) != accountId)
            ? null
            : this with { Network = network, AccountId = accountId };
    }
}
