namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>The currencies Microsoft takes for goals and their conversions (contract 4.2, data file microsoft-goal-currencies).</summary>
internal static class GoalCurrencies
{
    private static readonly HashSet<string> s_codes = new(
        ("AED ALL AMD ARS AUD AZN BDT BGN BHD BND BOB BRL BWP BZD CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP ETB EUR FJD GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IQD ISK JMD JOD JPY KES KGS KRW KWD KZT LBP " +
         "LKR LYD MAD MKD MNT MOP MUR MVR MWK MXN MYR NGN NIO NOK NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SEK SGD THB TND TOP TRL TTD TWD TZS UAH UGX USD UYU UZS VEF VND XAF XCD XOF YER ZAR ZMW").Split(' '),
        StringComparer.Ordinal);

    public static bool Contains(string code) => s_codes.Contains(code);
}
