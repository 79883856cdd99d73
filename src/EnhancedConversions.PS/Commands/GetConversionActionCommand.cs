using System.Management.Automation;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Reads the conversion actions (Google Ads) and conversion goals (Microsoft Advertising) of an account.</summary>
/// <remarks>
/// <para>Asks the network. All types are given; those that take uploads have AcceptsUploads set.</para>
/// </remarks>
/// <example>
/// <code>Get-ConversionAction | Where-Object AcceptsUploads</code>
/// <para>Lists the actions and goals that offline conversions can be sent to.</para>
/// </example>
/// <example>
/// <code>Get-ConversionAction -Name 'Signed*' | Format-List</code>
/// <para>Shows all settings of the actions whose name begins with Signed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ConversionAction")]
[OutputType(typeof(ConversionAction))]
public sealed class GetConversionActionCommand : ConversionCmdlet
{
    /// <summary>Only actions of these names; wildcards are allowed, letter case does not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The accounts to read; those of the last connect when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process()
    {
        var patterns = Name?.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                var actions = Pump.Run(token => account.GetNetwork().GetActionsAsync(token));
                WriteObject(actions.Where(a => patterns is null || patterns.Any(p => p.IsMatch(a.Name))), enumerateCollection: true);
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }
}
