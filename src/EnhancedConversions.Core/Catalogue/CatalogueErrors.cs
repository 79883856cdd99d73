using EnhancedConversions.Conversions;
using EnhancedConversions.Http;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Catalogue;

/// <summary>The errors of the catalogue.</summary>
internal static class CatalogueErrors
{
    /// <summary>Id of the error for an account whose actions were never read into the catalogue.</summary>
    public const string NotSyncedId = "ActionsNotSynced";

    public static ConversionException NotSynced(ConversionAccount account) => new(
        NotSyncedId,
        ErrorKind.NotFound,
        $"The catalogue has no actions of {account}.",
        "Run Sync-ConversionAction once while the network can be reached.");

    public static ConversionException Unreadable(string ledger) => new(
        "CatalogueUnreadable",
        ErrorKind.Storage,
        $"The catalogue in the ledger '{ledger}' has an action that this version of the module cannot read.",
        "Run Sync-ConversionAction; it reads the actions anew. What you named and hid stays.");

    public static ConversionException AlwaysOvertaken(ConversionAccount account) => new(
        "CatalogueBusy",
        ErrorKind.Busy,
        $"The actions of {account} were not recorded: other syncs of the same account came between each time.",
        "Run Sync-ConversionAction again, or let one task do it.");

    public static ConversionException ActionUnknown(string name) => new(
        "ActionNotInCatalogue",
        ErrorKind.NotFound,
        $"The catalogue has no action '{Redactor.Clean(name)}' of these accounts.",
        "Get-ConversionAction -Cached lists those it has; Sync-ConversionAction reads new ones.");

    public static ConversionException NameTaken(string displayName, AdNetwork network, string accountId, string name) => new(
        "DisplayNameTaken",
        ErrorKind.InvalidInput,
        $"'{Redactor.Clean(displayName)}' is what reports already call the action '{Redactor.Clean(name)}' of {ConversionAccount.NetworkName(network)} {accountId}.",
        "Choose another name: two actions with one name cannot be told apart in a report.");

    public static ConversionException NameInvalid() => new(
        "DisplayNameInvalid",
        ErrorKind.InvalidInput,
        $"A display name has 1 to {ActionCatalogue.LongestDisplayName} characters, and none of them is a control character or a line break.",
        "Choose another name, or give an empty one to go back to the network's.");
}
