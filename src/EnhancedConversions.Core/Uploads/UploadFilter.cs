using EnhancedConversions.Conversions;

namespace EnhancedConversions.Uploads;

/// <summary>Which runs are meant. What is null is not asked for.</summary>
public sealed record UploadFilter
{
    /// <summary>The run of this id.</summary>
    public string? UploadId { get; init; }

    /// <summary>Runs to this network.</summary>
    public AdNetwork? Network { get; init; }

    /// <summary>Runs to this account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Runs that began at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Runs that began before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Runs in this state.</summary>
    public ConversionUploadStatus? Status { get; init; }
}
