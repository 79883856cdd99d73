namespace EnhancedConversions.Sandbox;

/// <summary>A request as it would have left the machine.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Uri">Its address.</param>
/// <param name="Body">Its body; empty when it has none.</param>
public sealed record ObservedRequest(HttpMethod Method, Uri Uri, ReadOnlyMemory<byte> Body);
