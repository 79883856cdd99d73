using System.Buffers;
using System.Globalization;
using System.Text;

namespace EnhancedConversions.Files.Text;

/// <summary>Writes comma-separated text, UTF-8 with byte order mark so that Excel shows every letter right. No cell becomes a formula.</summary>
internal sealed class DelimitedWriter : IDisposable
{
    private static readonly SearchValues<char> s_needQuotes = SearchValues.Create(",;\"\r\n\t");

    private readonly StreamWriter _writer;
    private readonly CultureInfo _culture;

    /// <summary>Begins a text.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="culture">Culture of the numbers; null means a decimal point.</param>
    /// <param name="withPreamble">False leaves the byte order mark out.</param>
    public DelimitedWriter(Stream stream, CultureInfo? culture = null, bool withPreamble = true)
    {
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: withPreamble), leaveOpen: true) { NewLine = "\r\n" };
        _culture = culture ?? CultureInfo.InvariantCulture;
    }

    /// <summary>Writes a row.</summary>
    /// <param name="cells">Text, numbers, dates or null.</param>
    public void WriteRow(IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                _writer.Write(',');
            }

            _writer.Write(Quote(cells[i] switch
            {
                null => "",
                DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                string text => WithoutFormula(text),
                var number => Convert.ToString(number, _culture) ?? "",
            }));
        }

        _writer.WriteLine();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    // A spreadsheet that opens the file would run it; the reader takes the apostrophe off again. Signed numbers, phone numbers among them, are no formulas.
    private static string WithoutFormula(string text)
    {
        var isFormula = text.Length > 0
            && (text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '+' or '-' && text.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or ' ' or '.' or '(' or ')'))));
        return isFormula ? $"'{text}" : text;
    }

    private static string Quote(string text) => text.AsSpan().IndexOfAny(s_needQuotes) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
