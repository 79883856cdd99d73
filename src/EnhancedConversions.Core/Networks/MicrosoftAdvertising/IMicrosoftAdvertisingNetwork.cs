namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>What Microsoft Advertising has beside the port.</summary>
public interface IMicrosoftAdvertisingNetwork : IConversionNetwork, IActionEditor, IAccountChecks, IConversionAdjuster
{
}
