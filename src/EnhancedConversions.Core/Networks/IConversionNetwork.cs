using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>
/// The port to one account of one network. Calls throw <see cref="ConversionException"/> when no further call can succeed
/// (sign-in refused, terms not accepted, account unknown); everything about single rows is data in the answer.
/// </summary>
public interface IConversionNetwork
{
    /// <summary>The network.</summary>
    AdNetwork Network { get; }

    /// <summary>Its numbers.</summary>
    NetworkLimits Limits { get; }

    /// <summary>The same way to the account, whose upload requests take their places from a quota that others take from too.</summary>
    /// <param name="quota">The quota.</param>
    /// <returns>This one where the network publishes no quota.</returns>
    IConversionNetwork WithQuota(IRequestQuota quota) => this;

    /// <summary>Reads what the account says of itself.</summary>
    Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken);

    /// <summary>Reads all actions or goals of the account, every type, removed ones left out.</summary>
    Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the account's conversion custom variables, those out of use too.</summary>
    /// <returns>Null when the network has no such thing.</returns>
    Task<IReadOnlyList<AccountCustomVariable>?> GetCustomVariablesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AccountCustomVariable>?>(null);

    /// <summary>Makes an action or goal for offline uploads.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="validateOnly">True: the network checks and makes nothing; the returned <see cref="ConversionAction.Id"/> is empty.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Sends one batch, within <see cref="Limits"/>, with the retries that are safe for this network.</summary>
    /// <param name="batch">The rows, at least one.</param>
    /// <param name="validateOnly">True: the network checks and records nothing.</param>
    /// <param name="cancellationToken">Cancels the call; what the network did with the request is then unknown.</param>
    /// <exception cref="ConversionException">
    /// No further row can succeed, or the network cannot be reached. The rows are to be sent again later: where an earlier attempt was taken after all, that counts nothing twice.
    /// </exception>
    Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken);
}

/// <summary>What an account says of itself.</summary>
/// <param name="AccountId">The network's number of the account.</param>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="IsManager">True for a manager account, which holds no conversions of its own here.</param>
/// <param name="IsTest">True for the network's test accounts.</param>
public sealed record AccountDetails(string AccountId, string? Name, string TimeZone, string Currency, bool IsManager, bool IsTest)
{
    /// <summary>Google: the account that owns this one's conversions, 10 digits: itself, or a manager under cross-account tracking. Null when the network did not say or has no such thing.</summary>
    public string? ConversionOwnerId { get; init; }

    /// <summary>Google: the manager account signed in through. Microsoft: the customer worked for. Digits only; null when there is none.</summary>
    public string? ManagerId { get; init; }
}

/// <summary>One row on its way: hashed, its action known, and the id that makes a repeat harmless.</summary>
/// <param name="Conversion">The row, hashed for this network.</param>
/// <param name="Action">The action or goal of that name.</param>
/// <param name="TransactionId">The order id, or a stable id made from the row.</param>
public readonly record struct UploadItem(HashedConversion Conversion, ConversionAction Action, string TransactionId);
