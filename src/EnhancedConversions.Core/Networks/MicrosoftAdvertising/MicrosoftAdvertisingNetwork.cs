using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

internal sealed class MicrosoftAdvertisingNetwork(ConnectionSettings settings) : IConversionNetwork
{
    public AdNetwork Network => settings.Network;
    public NetworkLimits Limits => throw new NotImplementedException();
    public Task<AccountDetails> GetAccountAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<ConversionAction>> GetActionsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ConversionAction> CreateActionAsync(ConversionActionSettings settings, bool validateOnly, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<UploadAnswer> UploadAsync(IReadOnlyList<UploadItem> batch, bool validateOnly, CancellationToken cancellationToken) => throw new NotImplementedException();
}
