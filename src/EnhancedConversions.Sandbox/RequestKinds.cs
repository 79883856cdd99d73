namespace EnhancedConversions.Sandbox;

/// <summary>What requests are for.</summary>
[Flags]
public enum RequestKinds
{
    /// <summary>No request.</summary>
    None = 0,

    /// <summary>Access tokens, both networks.</summary>
    SignIn = 1,

    /// <summary>Google: accounts, actions, settings, searches.</summary>
    GoogleAds = 2,

    /// <summary>Google: events and click conversions.</summary>
    GoogleUpload = 4,

    /// <summary>Google: adjustments by the Google Ads API.</summary>
    GoogleAdjustment = 8,

    /// <summary>Google: status of an upload.</summary>
    GoogleStatus = 16,

    /// <summary>Microsoft: users, accounts, goals, tags, reports.</summary>
    Microsoft = 32,

    /// <summary>Microsoft: offline conversions.</summary>
    MicrosoftUpload = 64,

    /// <summary>Microsoft: adjustments.</summary>
    MicrosoftAdjustment = 128,

    /// <summary>Uploads of conversions, both networks.</summary>
    Uploads = GoogleUpload | MicrosoftUpload,

    /// <summary>Everything.</summary>
    All = SignIn | GoogleAds | GoogleUpload | GoogleAdjustment | GoogleStatus | Microsoft | MicrosoftUpload | MicrosoftAdjustment,
}
