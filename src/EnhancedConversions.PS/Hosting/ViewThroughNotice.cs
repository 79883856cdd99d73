using System.Globalization;
using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Networks.GoogleAds;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Warns of a view-through window that people may ask for and Google does not have.</summary>
internal static class ViewThroughNotice
{
    public static void Write(ConversionCmdlet cmdlet, ConversionAccount account, int? days)
    {
        if (account.Network == AdNetwork.GoogleAds && days > GoogleAdsLimits.MaximumViewThroughDays)
        {
            cmdlet.WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{account}: a view-through window of {days} days is longer than Google's own maximum of {GoogleAdsLimits.MaximumViewThroughDays}; Google may refuse it."));
        }
    }
}
