namespace EnhancedConversions.Validation;

/// <summary>The template's column names, by which findings of the rules name a cell.</summary>
internal static class Columns
{
    public const string Email = "Email";
    public const string PhoneNumber = "Phone Number";
    public const string ConversionName = "Conversion Name";
    public const string ConversionTime = "Conversion Time";
    public const string Value = "Conversion Value";
    public const string Currency = "Conversion Currency";
    public const string AdUserData = "Ad User Data";
    public const string AdPersonalization = "Ad Personalization";
    public const string OrderId = "Order ID";
    public const string GoogleClickId = "Google Click ID";
    public const string Gbraid = "GBRAID";
    public const string Wbraid = "WBRAID";
    public const string MicrosoftClickId = "Microsoft Click Id";
}
