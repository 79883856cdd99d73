using System.Globalization;
using System.Runtime.CompilerServices;

namespace EnhancedConversions.TestSupport;

/// <summary>Runs all tests of an assembly under the culture that <c>EC_CULTURE</c> names, as on a machine that is set to it.</summary>
internal static class ProcessCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (Environment.GetEnvironmentVariable("EC_CULTURE") is { Length: > 0 } name)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
        }
    }
}
