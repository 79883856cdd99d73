namespace EnhancedConversions.Sandbox.World;

/// <summary>The networks of this world, by the number they have in its database.</summary>
internal enum Network
{
    GoogleAds = 1,
    MicrosoftAdvertising = 2,
}
