using EnhancedConversions.Networks;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Hears what a report waits for and how many rows have come, and hands it to the pump.</summary>
internal sealed class ReportProgress(PipelinePump pump, ConversionAccount account, int id) : IProgress<string>
{
    // A bar that moves with each of a million rows would cost more than the rows.
    private const int Interval = 1000;

    private readonly string _activity = $"Reading the report of {account}";
    private int _rows;

    public void Report(string value)
    {
        pump.Post(new PipelineMessage(PipelineStream.Verbose, $"{account}: {value}"));
        pump.Post(new PipelineProgress(id, _activity, value));
    }

    /// <summary>Another row has come.</summary>
    public void Count()
    {
        if (++_rows % Interval == 0)
        {
            pump.Post(new PipelineProgress(id, _activity, Wording.Count(_rows, "row")));
        }
    }
}
