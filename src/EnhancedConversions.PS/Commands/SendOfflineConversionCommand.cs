using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Commands;

/// <summary>Sends offline conversions to the connected accounts and gives one result a row and account.</summary>
/// <remarks>
/// <para>Rows are checked, hashed in the way of each network, sent in batches, and recorded in the account's ledger. The same command again is safe: accepted rows are not sent twice, rows without an answer are settled, held rows go when their time has come. That is also how a run that was stopped goes on.</para>
/// <para>A row that is rejected or invalid is a result with a Status, a Code and a Message, not an error of its own; one error at the end counts such rows. Accepted means that the network took the row; whether it found an ad click shows later, in its reports.</para>
/// <para>Google Ads tells half an hour after an upload how many rows it could not process, and not which (Get-ConversionUpload -Refresh). -Isolate finds them: give the same rows again, and those of requests with failures travel once more in small requests, the suspects of these alone. Nothing is counted twice, as every row keeps its transaction id. One run is one round; a task that runs the command every hour is through after three. Rows that were found are Rejected, also in the ledger; corrected, they are sent by the command without -Isolate.</para>
/// <para>Times that name no zone, in a file that names none either, are read in the zone of -TimeZone, else in the account's.</para>
/// <para>With -WhatIf no request is made: every row that would go is given with the status Planned.</para>
/// </remarks>
/// <example>
/// <code>Import-ConversionFile ./leads.xlsx | Send-OfflineConversion</code>
/// <para>Reads a workbook and sends its rows to every connected account.</para>
/// </example>
/// <example>
/// <code>Send-OfflineConversion -Path ./leads.xlsx -WhatIf</code>
/// <para>Shows what would be sent, and sends nothing.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./leads.csv | Send-OfflineConversion -TimeZone Europe/Berlin | Group-Object Network, Status -NoElement</code>
/// <para>Sends the rows of a csv file and counts the results.</para>
/// </example>
/// <example>
/// <code>Send-OfflineConversion -Path ./leads.xlsx -ErrorAction SilentlyContinue | Where-Object Status -in Rejected, Invalid | Format-Table Source, Code, Message</code>
/// <para>Sends a file and lists the rows that need correction.</para>
/// </example>
/// <example>
/// <code>Send-OfflineConversion -Path ./leads.csv -Isolate -Account (Get-ConversionAccount -Network GoogleAds) | Where-Object Status -eq Rejected</code>
/// <para>Goes one round in finding the rows Google could not process, and lists those found so far.</para>
/// </example>
/// <example>
/// <code>Send-OfflineConversion -Path ./sales-de.csv -Map @{ Email = 'Kunde'; PhoneNumber = 'Telefon'; ConversionName = 'Vorgang'; ConversionTime = 'Datum'; ConversionValue = 'Betrag'; OrderId = 'Auftrag' } -Culture de-DE -TimeZone Europe/Berlin -DefaultCountry DE</code>
/// <para>Sends a file with headers of its own, dates such as 18.11.2026 10:15, amounts such as 1.250,00 and phone numbers without country code.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./sales-de.csv -Delimiter ';' | Send-OfflineConversion -Map @{ Email = 'Kunde'; ConversionName = 'Vorgang'; ConversionTime = 'Datum'; ConversionValue = 'Betrag' } -Culture de-DE -TimeZone Europe/Berlin -WhatIf</code>
/// <para>The same from objects: -Map then names their properties.</para>
/// </example>
[Cmdlet(VerbsCommunications.Send, "OfflineConversion", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(UploadResult))]
public sealed class SendOfflineConversionCommand : FileReadingCmdlet, IUploadHost
{
    private ConversionFileOptions _reading = ConversionFileOptions.Default;
    private RowInput? _input;
    private ConfirmedUpload? _upload;

    /// <summary>A row of Import-ConversionFile, New-OfflineConversion or ConvertTo-HashedConversion, a hashtable, an object with properties named like the template's columns, or a file of Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The files to send; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The files to send, each name taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>The accounts to send to, each of which gets every row; those of the last connect when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    /// <summary>Requests in flight at once for each account, 1 to 32. Left out, it is what the network's quota can use when its answers take as long as they do: 2 with quick answers, up to 16 with slow ones.</summary>
    [Parameter]
    [ValidateRange(1, 32)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Has Google Ads check the rows; it records nothing, nor does the ledger. Microsoft Advertising offers no such check and reports an error.</summary>
    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    /// <summary>Finds the rows Google Ads counted as failed after it had accepted them, instead of sending new ones. Give the rows as they were sent; run it again until none is left to be told apart.</summary>
    [Parameter]
    public SwitchParameter Isolate { get; set; }

    private protected override string? StoppedNotice => _upload is { IsSending: true }
        ? "The upload was stopped before its end. The same command again goes on from there: accepted rows are not sent twice."
        : null;

    private protected override void Begin()
    {
        if (Isolate && ValidateOnly)
        {
            throw CmdletErrors.IsolateValidateOnly();
        }

        _reading = Reading;
        _input = new RowInput(_reading);
        var options = new UploadOptions { Mode = ValidateOnly ? UploadMode.ValidateOnly : UploadMode.Send, ThrottleLimit = ThrottleLimit, Isolate = Isolate };
        HoldProcessEnd();
        _upload = new ConfirmedUpload(this, Pump, [.. AccountsOrDefault(Account).Distinct()], options, Confirmations.Of(this));
    }

    private protected override void Process()
    {
        if (InputObject is { BaseObject: FileSystemInfo entry })
        {
            ForEachFile(paths: null, [entry.FullName], SendFile);
        }
        else if (InputObject is not null)
        {
            _upload!.Add(_input!.Read(InputObject));
        }
        else
        {
            ForEachFile(Path, LiteralPath, SendFile);
        }
    }

    private protected override void End() => _upload!.End();

    private void SendFile(string path)
    {
        using var file = OpenFile(path, _reading);
        var isEmpty = false;
        _upload!.SendFile(path, Rows());
        if (isEmpty)
        {
            WarnOfNoRows(path);
        }

        IEnumerable<OfflineConversion> Rows()
        {
            isEmpty = true;
            foreach (var row in file.ReadRows())
            {
                isEmpty = false;
                yield return row;
            }
        }
    }

    bool IUploadHost.ShouldProcess(string description) => ShouldProcess(description, $"Send {description}?", "Send-OfflineConversion");

    void IUploadHost.Report(ConversionException exception, string target) => WriteError(exception, target);

    void IUploadHost.Terminate(ConversionException exception, string target) => ThrowTerminatingError(CmdletErrors.Record(exception, target));

    void IUploadHost.WriteInformation(string text) => WriteInformation(text, ["EnhancedConversions"]);
}
