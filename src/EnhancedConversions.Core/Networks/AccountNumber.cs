using System.Globalization;
using EnhancedConversions.Conversions;

namespace EnhancedConversions.Networks;

/// <summary>Account numbers as people write them: with dashes, blanks, and the signs spreadsheets make of dashes.</summary>
internal static class AccountNumber
{
    /// <summary>A number without what people put between its digits.</summary>
    public static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.DashPunctuation));

    /// <summary>The digits of an account number.</summary>
    /// <param name="network">The network: Google's numbers have 10 digits, Microsoft's up to 19.</param>
    /// <param name="text">What was written.</param>
    /// <param name="parameter">Name of the parameter, for the error.</param>
    /// <exception cref="ConversionException">It is no account number.</exception>
    public static string Read(AdNetwork network, string text, string parameter)
    {
        var digits = Plain(text);
        var fits = network == AdNetwork.GoogleAds ? digits.Length == 10 : digits.Length is > 0 and <= 19;
        return fits && digits.All(char.IsAsciiDigit) ? digits : throw NetworkErrors.AccountNumber(network, parameter);
    }
}
