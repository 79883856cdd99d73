using System.Management.Automation;
using System.Security;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Hosting;

/// <summary>A command about ledgers: those of accounts, or one that is named.</summary>
public abstract class LedgerCmdlet : ConversionCmdlet
{
    private readonly Dictionary<ConversionAccount, UploadRefresh> _refreshes = [];

    /// <summary>The accounts whose ledgers are meant, and only what is theirs in it; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>The ledger, with what all accounts have in it: a file, or a PostgreSQL database ('Host=...' or postgres://...).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ledger { get; set; }

    /// <summary>The password of a ledger in a database: a SecureString, or a PSCredential whose password it is.</summary>
    [Parameter]
    [PasswordOfCredential]
    public SecureString? LedgerPassword { get; set; }

    /// <summary>The ledgers meant: the one of -Ledger; else those of the accounts; else, when none is connected, the user's own.</summary>
    private protected IReadOnlyList<LedgerSource> Sources() =>
        Ledger is not null || (Account is null && Session.Current.Default.Count == 0)
            ? [new LedgerSource(LedgerLocation.Parse(LedgerText.Of(this, Ledger), SecretText.From(LedgerPassword)), Owner: null)]
            : [.. (Account ?? Session.Current.Default).Select(a => new LedgerSource(a.GetLedger(), a))];

    /// <summary>A run with what its network says became of it; as it is, and an error, when that cannot be asked.</summary>
    private protected ConversionUpload Refreshed(ConversionUpload upload)
    {
        try
        {
            var account = (Account ?? Session.Current.Connected).LastOrDefault(a => a.Network == upload.Network && a.AccountId == upload.AccountId)
                ?? throw CmdletErrors.AccountNotConnected(upload.Network, upload.AccountId, $"upload {upload.UploadId}");
            if (!_refreshes.TryGetValue(account, out var refresh))
            {
                _refreshes.Add(account, refresh = new UploadRefresh(account));
            }

            return Pump.Run(token => refresh.RefreshAsync(upload, token));
        }
        catch (ConversionException exception)
        {
            WriteError(exception, upload.UploadId);
            return upload;
        }
    }
}

/// <summary>A ledger to look into.</summary>
/// <param name="Ledger">Where it is.</param>
/// <param name="Owner">The account whose part of it is meant; null for all of it.</param>
internal sealed record LedgerSource(LedgerLocation Ledger, ConversionAccount? Owner)
{
    /// <summary>The clock its times are measured by.</summary>
    public TimeProvider Clock => Owner?.GetClock() ?? TimeProvider.System;

    /// <summary>What of a filter is meant here; null when that is nothing.</summary>
    public UploadFilter? Within(UploadFilter filter) => Owner is null ? filter : filter.Within(Owner.Network, Owner.AccountId);

    /// <inheritdoc/>
    public override string ToString() => Owner is null ? Ledger.ToString() : $"{Owner} in {Ledger}";
}
