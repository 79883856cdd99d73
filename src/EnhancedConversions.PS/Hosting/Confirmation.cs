using System.Management.Automation;

namespace EnhancedConversions.PS.Hosting;

/// <summary>How far ShouldProcess will let a command go. Known before it is asked, so that the count it shows can be found first.</summary>
internal enum Confirmation
{
    /// <summary>Goes ahead without a question.</summary>
    NotAsked,

    /// <summary>A person will be asked (-Confirm, or a low $ConfirmPreference).</summary>
    Asked,

    /// <summary>Nothing may happen (-WhatIf, or $WhatIfPreference).</summary>
    WhatIf,
}

/// <summary>Reads the answer from the parameters and preferences of a cmdlet of medium impact.</summary>
internal static class Confirmations
{
    public static Confirmation Of(PSCmdlet cmdlet)
    {
        var bound = cmdlet.MyInvocation.BoundParameters;
        if (bound.TryGetValue("WhatIf", out var whatIf) ? LanguagePrimitives.IsTrue(whatIf) : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference")))
        {
            return Confirmation.WhatIf;
        }

        var asked = bound.TryGetValue("Confirm", out var confirm)
            ? LanguagePrimitives.IsTrue(confirm)
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var preference) && preference is ConfirmImpact.Low or ConfirmImpact.Medium;
        return asked ? Confirmation.Asked : Confirmation.NotAsked;
    }
}
