namespace EnhancedConversions.Sandbox;

/// <summary>What a sandbox received, per network.</summary>
/// <param name="GoogleAds">Google Ads.</param>
/// <param name="MicrosoftAdvertising">Microsoft Advertising.</param>
public sealed record SandboxReceipts(SandboxReceipt GoogleAds, SandboxReceipt MicrosoftAdvertising);
