namespace EnhancedConversions.Sandbox;

/// <summary>What goes wrong.</summary>
public enum SandboxFaultEffect
{
    /// <summary>The network answers <see cref="SandboxFault.Status"/> in its own shape; no work is done.</summary>
    Refuse,

    /// <summary>The work is done, and the network answers <see cref="SandboxFault.Status"/> all the same.</summary>
    RefuseAfterWork,

    /// <summary>The answer takes <see cref="SandboxFault.Delay"/> longer; the work is done.</summary>
    Slow,

    /// <summary>The line is cut before the network has the request; no work is done.</summary>
    CutBeforeWork,

    /// <summary>The line is cut before the answer arrives; the work is done.</summary>
    CutAfterWork,

    /// <summary>The work is done; the answer is no JSON.</summary>
    Garbage,

    /// <summary>The work is done; the second half of the answer is missing.</summary>
    Truncate,

    /// <summary>The work is done; the answer is a web page.</summary>
    WrongContentType,

    /// <summary>Every access token the network handed out expires before the request is looked at.</summary>
    ExpireTokens,

    /// <summary>The answer is <see cref="SandboxFault.Status"/> with <see cref="SandboxFault.Body"/> as JSON, word for word; no work is done.</summary>
    Replace,
}
