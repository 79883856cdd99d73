namespace EnhancedConversions.Sandbox.GoogleAds;

/// <summary>ISO 4217 codes of money in circulation. Google's own list is a subset that its pages do not give (contract D.3).</summary>
internal static class CurrencyCodes
{
    /// <summary>The codes, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
        ("AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD " +
         "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR " +
         "LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR " +
         "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG").Split(' ');

    private static readonly HashSet<string> s_codes = new(All, StringComparer.Ordinal);

    private static readonly Dictionary<int, string> s_byLetters = All.ToDictionary(c => Letters((byte)c[0], (byte)c[1], (byte)c[2]));

    public static bool Contains(string code) => s_codes.Contains(code);

    /// <summary>The code that stands in these bytes; null when there is none.</summary>
    public static string? Find(ReadOnlySpan<byte> utf8) => utf8.Length == 3 ? s_byLetters.GetValueOrDefault(Letters(utf8[0], utf8[1], utf8[2])) : null;

    private static int Letters(byte first, byte second, byte third) => (first << 16) | (second << 8) | third;
}
