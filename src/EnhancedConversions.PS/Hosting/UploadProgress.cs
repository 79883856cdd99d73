using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Hears what an uploader tells and hands it to the pump.</summary>
internal sealed class UploadProgress(PipelinePump pump, ConversionAccount account, int id) : IProgress<UploadEvent>
{
    private readonly string _activity = $"Sending to {account}";

    public void Report(UploadEvent value)
    {
        if (value.Kind != UploadEventKind.Progress)
        {
            pump.Post(new PipelineMessage(value.Kind == UploadEventKind.Warning ? PipelineStream.Warning : PipelineStream.Verbose, $"{account}: {value.Message}"));
        }

        pump.Post(new PipelineProgress(id, _activity, $"{Wording.Number(value.Done)} of {Wording.Count(value.Read, "row")} answered"));
    }
}
