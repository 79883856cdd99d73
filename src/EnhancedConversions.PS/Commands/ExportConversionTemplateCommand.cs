using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Writes the template to be filled in with offline conversions, as an Excel workbook or a csv file.</summary>
/// <remarks>
/// <para>For a connected account the template knows its time zone and currency and offers its action names to choose from. Without an account, -Network decides the columns.</para>
/// <para>Phone and time cells are formatted as text, so that Excel neither shortens numbers nor turns dates around.</para>
/// <para>With -IncludeOptional it has a column for the order id, which is worth filling in: an order id makes a sale the same in every file it comes in.</para>
/// </remarks>
/// <example>
/// <code>Export-ConversionTemplate ./template.xlsx -Network GoogleAds</code>
/// <para>Writes the workbook for Google Ads.</para>
/// </example>
/// <example>
/// <code>Export-ConversionTemplate ./template.csv -Network MicrosoftAdvertising -TimeZone Europe/Berlin -IncludeOptional -Force</code>
/// <para>Writes a csv file with all columns, over an existing one.</para>
/// </example>
/// <example>
/// <code>Export-ConversionTemplate ./template.xlsx -Network GoogleAds -CustomVariable lead_source, segment -Force</code>
/// <para>Writes a workbook with the columns 'Custom Variable: lead_source' and 'Custom Variable: segment' behind the others.</para>
/// </example>
[Cmdlet(VerbsData.Export, "ConversionTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportConversionTemplateCommand : ConversionCmdlet
{
    /// <summary>The file to write. Its ending decides the form: .xlsx or .csv.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The network the template is for. Can be left out when -Account is given or one account is connected.</summary>
    [Parameter(Position = 1)]
    public AdNetwork? Network { get; set; }

    /// <summary>The account the template is for. Left out, the connected account of the network is used, if there is one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount? Account { get; set; }

    /// <summary>Time zone of the times that will be entered: an IANA name such as Europe/Berlin, a name of Microsoft Advertising, or an offset such as +0100. The account's when left out. A template for Microsoft has it as an offset where the zone never changes its clock.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Adds the columns that are not required: Order ID and the network's click ids.</summary>
    [Parameter]
    public SwitchParameter IncludeOptional { get; set; }

    /// <summary>Names of custom variables of Google Ads, each of which gets a column headed 'Custom Variable: name' behind the others.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? CustomVariable { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void End()
    {
        var file = FilePaths.Literal(this, Path!);
        var account = Account ?? Connected();
        var network = account?.Network ?? Network ?? throw CmdletErrors.NetworkNotNamed();
        if (!ShouldProcess(file, $"write a template for {ConversionAccount.NetworkName(network)}"))
        {
            return;
        }

        if (CustomVariable is not null && network != AdNetwork.GoogleAds)
        {
            WriteWarning($"{ConversionAccount.NetworkName(network)} takes no custom variables; the template has no columns for them.");
        }

        var actions = account is null ? [] : Pump.Run(token => account.GetNetwork().GetActionsAsync(token));
        ConversionTemplate.Write(file, new ConversionTemplateOptions
        {
            Network = network,
            TimeZone = TimeZone ?? account?.TimeZone,
            ConversionNames = [.. actions.Where(a => a.AcceptsUploads && a.Status == ConversionActionStatus.Enabled).Select(a => a.Name)],
            Currency = account?.Currency,
            IncludeOptional = IncludeOptional,
            CustomVariables = CustomVariable ?? [],
            Overwrite = Force,
        });
        WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true);
    }

    // The one connected account the template can be meant for; null when none or several could be.
    private ConversionAccount? Connected() =>
        Session.Current.Default.Where(a => Network is null || a.Network == Network).ToArray() is [var only] ? only : null;
}
