using System.Collections;
using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.PS.Hosting;

namespace EnhancedConversions.PS.Completion;

/// <summary>The accounts a command line being typed is about: those of its -Account, else those of the last connect.</summary>
internal static class BoundAccounts
{
    public static IReadOnlyList<ConversionAccount> Of(IDictionary boundParameters)
    {
        var account = boundParameters["Account"];
        var values = LanguagePrimitives.GetEnumerable(account)?.Cast<object?>() ?? [account];
        ConversionAccount[] named = [.. values.Select(Unwrapped.Of).OfType<ConversionAccount>()];
        return named.Length > 0 ? named : Session.Current.Default;
    }
}
