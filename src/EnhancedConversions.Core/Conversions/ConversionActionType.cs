namespace EnhancedConversions.Conversions;

/// <summary>How conversions of an action to be made come in.</summary>
public enum ConversionActionType
{
    /// <summary>Offline, by upload. Google <c>UPLOAD_CLICKS</c>, Microsoft <c>OfflineConversion</c>.</summary>
    Import,

    /// <summary>Google: an event on a page of the website, by tag (<c>WEBPAGE</c>).</summary>
    WebPage,

    /// <summary>Google: a click on a phone number on the mobile website (<c>CLICK_TO_CALL</c>).</summary>
    ClickToCall,

    /// <summary>Google: a call to a forwarding number shown on the website (<c>WEBSITE_CALL</c>).</summary>
    WebsiteCall,
}
