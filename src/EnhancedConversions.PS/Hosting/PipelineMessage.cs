namespace EnhancedConversions.PS.Hosting;

/// <summary>The stream a message belongs to.</summary>
internal enum PipelineStream
{
    Output,
    Verbose,
    Warning,
}

/// <summary>Something a worker says, on its way to the pipeline thread. Only that thread may speak to the engine.</summary>
/// <param name="Stream">Where it goes.</param>
/// <param name="Value">The object, or the sentence.</param>
internal readonly record struct PipelineMessage(PipelineStream Stream, object Value);

/// <summary>How far a piece of work has come.</summary>
/// <param name="Id">Which bar it moves: one per account.</param>
/// <param name="Activity">What is done.</param>
/// <param name="Status">How far.</param>
internal sealed record PipelineProgress(int Id, string Activity, string Status);

/// <summary>The engine's streams, as the pump needs them. Called on the pipeline thread only; any call may throw, which ends the work.</summary>
internal interface IPipeline
{
    void Write(PipelineMessage message);

    void Write(PipelineProgress progress);
}
