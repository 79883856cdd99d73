namespace EnhancedConversions.UploadWorker.Line;

/// <summary>What the line does to a request that the network itself would answer well.</summary>
public enum LineFault
{
    None,

    /// <summary>Cut when the headers of the request are in; its body is not read.</summary>
    CutBeforeReading,

    /// <summary>Cut when the request is in; no work is done.</summary>
    CutBeforeWork,

    /// <summary>Cut when the work is done: the answer is lost.</summary>
    CutAfterWork,

    /// <summary>Cut when the headers of the answer are out.</summary>
    CutAfterHeaders,

    /// <summary>Cut when half of the answer's body is out.</summary>
    CutInBody,

    /// <summary>The work is done; the answer does not begin.</summary>
    SlowHeaders,

    /// <summary>The work is done; the answer begins and does not go on.</summary>
    SlowBody,
}
