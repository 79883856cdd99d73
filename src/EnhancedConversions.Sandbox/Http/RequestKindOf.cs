namespace EnhancedConversions.Sandbox.Http;

/// <summary>Tells what a request is for by its address.</summary>
internal static class RequestKindOf
{
    public static RequestKinds Address(Uri uri) => uri.Host switch
    {
        "oauth2.googleapis.com" or "accounts.google.com" or "sts.googleapis.com" or "iamcredentials.googleapis.com" or "login.microsoftonline.com" => RequestKinds.SignIn,
        "datamanager.googleapis.com" => uri.AbsolutePath.EndsWith(":ingest", StringComparison.Ordinal) ? RequestKinds.GoogleUpload : RequestKinds.GoogleStatus,
        "googleads.googleapis.com" => uri.AbsolutePath.EndsWith(":uploadClickConversions", StringComparison.Ordinal) ? RequestKinds.GoogleUpload
            : uri.AbsolutePath.EndsWith(":uploadConversionAdjustments", StringComparison.Ordinal) ? RequestKinds.GoogleAdjustment
            : RequestKinds.GoogleAds,
        "campaign.api.bingads.microsoft.com" or "campaign.api.sandbox.bingads.microsoft.com" => uri.AbsolutePath.EndsWith("/OfflineConversions/Apply", StringComparison.Ordinal) ? RequestKinds.MicrosoftUpload
            : uri.AbsolutePath.EndsWith("/OfflineConversionAdjustments/Apply", StringComparison.Ordinal) ? RequestKinds.MicrosoftAdjustment
            : RequestKinds.Microsoft,
        _ => RequestKinds.Microsoft,
    };
}
