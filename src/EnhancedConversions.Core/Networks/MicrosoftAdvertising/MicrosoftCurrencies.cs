namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>Names Microsoft Advertising gives to currencies of accounts (guide "Currencies" of its API).</summary>
internal static class MicrosoftCurrencies
{
    private static readonly Dictionary<string, string> s_codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ArgentinePeso"] = "ARS",
        ["AustralianDollar"] = "AUD",
        ["Baht"] = "THB",
        ["Bolivar"] = "VEF",
        ["BrazilianReal"] = "BRL",
        ["CanadianDollar"] = "CAD",
        ["ChileanPeso"] = "CLP",
        ["ChineseYuan"] = "CNY",
        ["ColombianPeso"] = "COP",
        ["DanishKrone"] = "DKK",
        ["Euro"] = "EUR",
        ["HongKongDollar"] = "HKD",
        ["IndianRupee"] = "INR",
        ["MalaysianRinggit"] = "MYR",
        ["MexicanPeso"] = "MXN",
        ["NewTaiwanDollar"] = "TWD",
        ["NewZealandDollar"] = "NZD",
        ["NorwegianKrone"] = "NOK",
        ["NuevoSol"] = "PEN",
        ["PhilippinePeso"] = "PHP",
        ["PolishZloty"] = "PLN",
        ["Rupiah"] = "IDR",
        ["SingaporeDollar"] = "SGD",
        ["SouthAfricanRand"] = "ZAR",
        ["SwedishKrona"] = "SEK",
        ["SwissFranc"] = "CHF",
        ["TurkishLira"] = "TRY",
        ["UKPound"] = "GBP",
        ["USDollar"] = "USD",
    };

    /// <summary>The ISO 4217 code of a name; a name on no list, as of a currency Microsoft added since, is handed back as it came.</summary>
    /// <param name="name">Microsoft's name, or a code.</param>
    public static string ToIsoCode(string name) => s_codes.GetValueOrDefault(name, name);
}
