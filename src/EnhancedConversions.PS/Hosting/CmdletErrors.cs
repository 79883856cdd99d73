using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Validation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>The errors the cmdlets add to those of Core, and the one way any of them becomes an <see cref="ErrorRecord"/>.</summary>
internal static class CmdletErrors
{
    /// <summary>Id of the error for a file that would be written over the one it is made from.</summary>
    public const string DestinationIsSourceId = "DestinationIsSource";

    private const string UnexpectedError = "UnexpectedError";

    public static ConversionException NoAccountConnected() => new(
        "NoAccountConnected",
        ErrorKind.NotFound,
        "No account is connected in this session.",
        "Connect one with Connect-ConversionAccount (with -Sandbox to try it out), or name it with -Account. Inside ForEach-Object -Parallel write -Account $using:account.");

    public static ConversionException AccountNotConnected(AdNetwork network, string accountId, string whose) => new(
        "AccountNotConnected",
        ErrorKind.NotFound,
        $"The {ConversionAccount.NetworkName(network)} account {accountId} of {whose} is not connected in this session.",
        "Connect it with Connect-ConversionAccount, or name it with -Account.");

    public static ConversionException NothingToSet() => new(
        "NothingToSet",
        ErrorKind.InvalidInput,
        "There is nothing to set.",
        "Give -DisplayName, -Hidden or -Hidden:$false.");

    public static ConversionException OneNameForSeveral(string name, int count) => new(
        "OneNameForSeveral",
        ErrorKind.InvalidInput,
        $"'{name}' is the name of {Wording.Count(count, "action")}, and one display name cannot stand for several.",
        "Say with -Account which account's action is meant.");

    public static ConversionException SandboxKeepsItsLedger() => new(
        "SandboxKeepsItsLedger",
        ErrorKind.InvalidInput,
        "The sandbox keeps its ledger with its state; what was rehearsed must not stand in a real one.",
        "Leave out -Ledger. -StatePath names the folder of state and ledger.");

    public static ConversionException SandboxConsentRefused(int status) => new(
        "InteractiveSignInFailed",
        ErrorKind.AccessDenied,
        $"The sandbox's consent page refused the sign-in (HTTP {status}).",
        "Rehearse with -ClientId sandbox-client and the secret sandbox-client-secret.");

    public static ConversionException IsolateValidateOnly() => new(
        "IsolateValidateOnly",
        ErrorKind.InvalidInput,
        "-Isolate sends rows again to see how Google processes them; -ValidateOnly has nothing processed.",
        "Leave out -Isolate or -ValidateOnly.");

    public static ConversionException ScriptAndSignIn() => new(
        "ScriptAndSignIn",
        ErrorKind.InvalidInput,
        "-ScriptPath names a script that does everything; -SignIn belongs to the run without one.",
        "Leave one of them out.");

    public static ConversionException PrimaryAndSecondary() => new(
        "PrimaryAndSecondary",
        ErrorKind.InvalidInput,
        "An action is either primary or secondary.",
        "Leave out -Primary or -Secondary.");

    public static ConversionException SecretNotReadable(string name, string why) => new(
        "SecretNotReadable",
        ErrorKind.NotFound,
        $"The secret '{name}' cannot be read from the vault: {why}",
        "See with Get-SecretInfo that it is there, and that Microsoft.PowerShell.SecretManagement is installed and the vault unlocked. For the first sign-in add -RefreshToken or -Interactive; the vault has the token from then on.");

    public static ConversionException NetworkNotNamed() => new(
        "NetworkNotNamed",
        ErrorKind.InvalidInput,
        "The template's network is not named, and not exactly one account is connected that could tell it.",
        "Add -Network GoogleAds or -Network MicrosoftAdvertising, or name one account with -Account.");

    public static ConversionException SandboxAccountNeedsNetwork() => new(
        "SandboxAccountNeedsNetwork",
        ErrorKind.InvalidInput,
        "-AccountId names one account, but both networks of the sandbox were asked for.",
        "Add -Network GoogleAds or -Network MicrosoftAdvertising.");

    public static ConversionException NoDataFolder() => new(
        "NoDataFolder",
        ErrorKind.NotFound,
        "This user has no folder for application data in which the ledger could be kept.",
        "Name a file for it with -Ledger.");

    public static ConversionException NotAFilePath(string path) => new(
        "NotAFilePath",
        ErrorKind.InvalidInput,
        $"'{path}' does not lead into the file system.",
        "Name a file on a drive.");

    public static ConversionException NoFileMatches(string path) => new(
        "NoFileMatches",
        ErrorKind.NotFound,
        $"No file matches '{path}'.",
        "Check the folder and the pattern; for a name that holds [ or ] use -LiteralPath.");

    public static ConversionException RowCopied() => new(
        "RowCopied",
        ErrorKind.InvalidInput,
        "The rows are copies that came back from another process or a file (Start-Job, remoting, Export-Clixml); such copies do not hold the e-mail addresses and phone numbers.",
        "Import and send in the same process; Start-ThreadJob and ForEach-Object -Parallel work as well.");

    public static ConversionException RowNotReadable(string typeName) => new(
        "RowNotReadable",
        ErrorKind.InvalidInput,
        $"An object of type {typeName} cannot be read as a conversion.",
        "Pass rows of Import-ConversionFile or New-OfflineConversion, hashtables, or objects with properties named like the template's columns. The name of a file goes to -Path, or to Import-ConversionFile.");

    public static ConversionException HeaderNotUsable(Finding finding) => new(
        finding.Code.ToString(),
        ErrorKind.InvalidInput,
        $"{finding} Nothing of this file was read.",
        $"{finding.Hint} A column of yours with another name is named by -Map, for example -Map @{{ Email = 'E-Mail Adresse' }}.".TrimStart());

    public static ConversionException RowsNotAccepted(int notAccepted, int total, string byAccount, IReadOnlyList<string> uploads) => new(
        "RowsNotAccepted",
        ErrorKind.InvalidInput,
        $"{Wording.Number(notAccepted)} of {Wording.Count(total, "result")} {(notAccepted == 1 ? "needs" : "need")} attention. {byAccount}.",
        "Each result names its row and the reason"
        + (uploads.Count > 0 ? $"; later: Get-ConversionUpload -UploadId {string.Join(",", uploads)} -Row" : "")
        + ". Correct the rows and run the same command again: what was accepted is not sent twice.");

    public static ConversionException AdjustmentsNotAccepted(int notAccepted, int total) => new(
        "AdjustmentsNotAccepted",
        ErrorKind.InvalidInput,
        $"{Wording.Number(notAccepted)} of {Wording.Count(total, "adjustment")} {(notAccepted == 1 ? "needs" : "need")} attention.",
        "Each result names its row and the reason. Correct these rows and send them again.");

    public static ConversionException RowsNotHashed(int left, int read, string examples) => new(
        "RowsNotHashed",
        ErrorKind.InvalidInput,
        $"{Wording.Number(left)} of {Wording.Count(read, "row")} could not be hashed: {examples}.",
        "Correct them; Test-ConversionFile lists the reasons by row.");

    public static ConversionException DestinationIsSource(string path) => new(
        DestinationIsSourceId, ErrorKind.InvalidInput, $"{path} is to be read and written at once.", "Name another file with -Destination.");

    public static ConversionException FixFileTaken(string fixFile, string path) => new(
        "FixFileTaken",
        ErrorKind.InvalidInput,
        $"{path} was not tested: '{fixFile}' takes the rows of one file, and already has those of another.",
        "Test the files one by one, each with its own -FixFile.");

    public static ConversionException WeightFileNotReadable(string path, string why) => new(
        "WeightFileNotReadable",
        ErrorKind.InvalidInput,
        $"'{path}' holds no weights: {why}",
        "Give a psd1 file with the same table as -Weight takes, or a csv file with the columns Metric and Weight.");

    public static ConversionException UploadNotFound(string uploadId) => new(
        "UploadNotFound",
        ErrorKind.NotFound,
        $"No upload has the id '{uploadId}'.",
        "Get-ConversionUpload lists those of the connected accounts; -Ledger reads another ledger.");

    public static ConversionException PeriodEmpty() => new(
        "PeriodEmpty", ErrorKind.InvalidInput, "-Since is not before -Until, so that nothing lies between them.", "Give an earlier -Since or a later -Until.");

    public static ConversionException NotForReport(string typeName) => new(
        "NotForReport",
        ErrorKind.InvalidInput,
        $"An object of type {typeName} has no place in a report.",
        "Pipe what Get-ConversionUpload, Test-ConversionAccount, Get-ConversionReport (without -Pivot) and Measure-ConversionObjective give, from the same process: copies that came back from another one do not count.");

    public static ConversionException PathNotWritable(string path, Exception cause) => new(
        "PathNotWritable",
        ErrorKind.Storage,
        $"The folder of '{path}' cannot be made.",
        "Check the path and the rights on it.",
        cause);

    /// <summary>An exception nobody foresaw. Its own text may quote data, so the type and the place are told instead.</summary>
    public static ConversionException Unexpected(Exception exception) => new(
        UnexpectedError,
        ErrorKind.InvalidInput,
        $"Something unforeseen happened: {exception.GetType().Name}{(exception.TargetSite is { } site ? $" in {site.DeclaringType?.Name}.{site.Name}" : "")}.",
        "Run the same command again; rows that were accepted are not sent twice. If it stays, report this sentence.");

    /// <summary>The record the engine shows.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">A file, an account or a row's place; never the row. Null when there is none.</param>
    public static ErrorRecord Record(ConversionException exception, object? target) =>
        new(exception, exception.ErrorId, exception.ErrorId == UnexpectedError ? ErrorCategory.InvalidOperation : Category(exception.Kind), target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction },
        };

    private static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => ErrorCategory.InvalidData,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Busy => ErrorCategory.ResourceBusy,
        ErrorKind.AccessDenied => ErrorCategory.PermissionDenied,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.LimitReached => ErrorCategory.LimitsExceeded,
        ErrorKind.Storage => ErrorCategory.WriteError,
        _ => ErrorCategory.InvalidOperation,
    };
}
