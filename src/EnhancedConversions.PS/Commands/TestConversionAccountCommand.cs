using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Completion;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Commands;

/// <summary>Looks at everything uploads to an account depend on, and says what to do about what is not right.</summary>
/// <remarks>
/// <para>One line a check: sign-in, clock, account, who owns the conversions, customer data terms, enhanced conversions, auto-tagging, actions that take uploads, and a trial upload that is only validated. Reads only; nothing is recorded.</para>
/// </remarks>
/// <example>
/// <code>Test-ConversionAccount -Account (Get-ConversionAccount -Network GoogleAds)</code>
/// <para>Shows the health of the Google Ads account.</para>
/// </example>
/// <example>
/// <code>Test-ConversionAccount -Account (Get-ConversionAccount -Network GoogleAds) | Where-Object State -in Failed, Warning | Format-List</code>
/// <para>Shows only what needs somebody, with what to do.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "ConversionAccount")]
[OutputType(typeof(AccountCheck))]
public sealed class TestConversionAccountCommand : ConversionCmdlet
{
    /// <summary>The accounts to look at; those of the last connect when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public ConversionAccount[]? Account { get; set; }

    private protected override void Process()
    {
        foreach (var account in AccountsOrDefault(Account))
        {
            try
            {
                var checks = account.Require<IAccountChecks>("check accounts");
                WriteObject(Pump.Run(checks.CheckAsync).Select(check => check with { Account = account.ToString() }), enumerateCollection: true);
            }
            catch (ConversionException exception)
            {
                WriteError(exception, account.ToString());
            }
        }
    }
}
