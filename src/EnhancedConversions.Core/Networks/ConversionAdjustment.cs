using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>What an adjustment does to a conversion that was uploaded before.</summary>
public enum AdjustmentKind
{
    /// <summary>Gives it another value.</summary>
    Restate,

    /// <summary>Takes it back: it counts no longer.</summary>
    Retract,
}

/// <summary>A correction of one conversion.</summary>
public sealed record ConversionAdjustment
{
    /// <summary>What it does.</summary>
    public required AdjustmentKind Kind { get; init; }

    /// <summary>Name of the action or goal the conversion was uploaded to.</summary>
    public required string ConversionName { get; init; }

    /// <summary>The order id, or transaction id, the conversion was uploaded with; null when it had none.</summary>
    public string? OrderId { get; init; }

    /// <summary>For conversions without order id: the Google click id; null otherwise.</summary>
    public string? GoogleClickId { get; init; }

    /// <summary>Microsoft: the click id the conversion was uploaded with; null when it had none.</summary>
    public string? MicrosoftClickId { get; init; }

    /// <summary>Microsoft: the hash of the e-mail address the conversion was uploaded with, 64 lower-case hex digits; null when it had none. Personal data.</summary>
    public string? HashedEmail { get; init; }

    /// <summary>Microsoft: the hash of the phone number the conversion was uploaded with; null when it had none. Personal data.</summary>
    public string? HashedPhoneNumber { get; init; }

    /// <summary>Time of the conversion. Google: needed together with <see cref="GoogleClickId"/>. Microsoft: always needed, equal to the original.</summary>
    public DateTimeOffset? ConversionTime { get; init; }

    /// <summary>Time of the correction; a later one wins over an earlier one.</summary>
    public required DateTimeOffset AdjustmentTime { get; init; }

    /// <summary>For Restate: the new value. Null for Retract.</summary>
    public decimal? Value { get; init; }

    /// <summary>For Restate: ISO 4217; null means the currency of the action. Null for Retract.</summary>
    public string? Currency { get; init; }

    /// <summary>Where the correction came from.</summary>
    public required RowSource Source { get; init; }

    /// <summary>What it does, and where it came from; no identifier.</summary>
    public override string ToString() => $"{Kind} {Source}";
}

/// <summary>One correction on its way: its action known.</summary>
/// <param name="Adjustment">The correction.</param>
/// <param name="Action">The action the conversion was uploaded to.</param>
public sealed record AdjustmentItem(ConversionAdjustment Adjustment, ConversionAction Action);

/// <summary>A network that corrects conversions which were uploaded before.</summary>
public interface IConversionAdjuster
{
    /// <summary>True where a conversion that is uploaded again under its transaction id takes the new value and counts once; one that is not there yet is made.</summary>
    bool OverwritesUploads => false;

    /// <summary>Restates or retracts conversions; at most <see cref="NetworkLimits.RowsPerRequest"/> a call.</summary>
    /// <param name="batch">The corrections, at least one.</param>
    /// <param name="validateOnly">True: the network checks and records nothing.</param>
    /// <param name="cancellationToken">Cancels the call; what the network did with the request is then unknown.</param>
    Task<UploadAnswer> AdjustAsync(IReadOnlyList<AdjustmentItem> batch, bool validateOnly, CancellationToken cancellationToken);
}
