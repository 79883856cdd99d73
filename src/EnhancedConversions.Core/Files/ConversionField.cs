namespace EnhancedConversions.Files;

/// <summary>What a column can hold, in the order of the service's template. Spellings of the headers are in <c>ConversionHeaders</c>.</summary>
public enum ConversionField
{
    /// <summary>E-mail address, plain or hashed.</summary>
    Email,

    /// <summary>Phone number, plain or hashed.</summary>
    PhoneNumber,

    /// <summary>Name of the action or goal.</summary>
    ConversionName,

    /// <summary>When it happened.</summary>
    ConversionTime,

    /// <summary>What it is worth.</summary>
    ConversionValue,

    /// <summary>ISO 4217 code.</summary>
    ConversionCurrency,

    /// <summary>Granted, Denied or empty.</summary>
    AdUserData,

    /// <summary>Granted, Denied or empty.</summary>
    AdPersonalization,

    /// <summary>The seller's order id.</summary>
    OrderId,

    /// <summary>GCLID.</summary>
    GoogleClickId,

    /// <summary>GBRAID.</summary>
    Gbraid,

    /// <summary>WBRAID.</summary>
    Wbraid,

    /// <summary>MSCLKID.</summary>
    MicrosoftClickId,

    /// <summary>Zone of this row's time (a user's own column; wins over the parameters row, yields to a zone written in the time itself).</summary>
    TimeZone,

    /// <summary>Custom variables of Google Ads, one a column: <c>Custom Variable: segment</c>. Objects may have all of theirs in one property.</summary>
    CustomVariable,
}
