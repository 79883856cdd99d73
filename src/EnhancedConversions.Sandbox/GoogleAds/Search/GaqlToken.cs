using System.Text;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>What a token is.</summary>
internal enum GaqlTokenKind
{
    /// <summary>A keyword, field path, enum constant or number.</summary>
    Word,

    /// <summary>A quoted string, without its quotes.</summary>
    Quoted,

    /// <summary>An operator, comma or bracket.</summary>
    Symbol,
}

/// <summary>One token of a query.</summary>
internal readonly record struct GaqlToken(GaqlTokenKind Kind, string Text)
{
    public bool IsWord(string word) => Kind == GaqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == GaqlTokenKind.Symbol && Text == symbol;

    /// <exception cref="GaqlException">A character that starts no token, or a string without end.</exception>
    public static List<GaqlToken> Split(string query)
    {
        var tokens = new List<GaqlToken>();
        for (int i = 0; i < query.Length;)
        {
            char c = query[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                tokens.Add(new GaqlToken(GaqlTokenKind.Quoted, ReadQuoted(query, ref i)));
            }
            else if (char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            {
                int start = i;
                while (i < query.Length && (char.IsAsciiLetterOrDigit(query[i]) || query[i] is '_' or '.' or '-'))
                {
                    i++;
                }

                tokens.Add(new GaqlToken(GaqlTokenKind.Word, query[start..i]));
            }
            else
            {
                int length = query.AsSpan(i) is ['!' or '<' or '>', '=', ..] ? 2 : 1;
                string symbol = query.Substring(i, length);
                if (symbol is not ("=" or "!=" or "<" or ">" or "<=" or ">=" or "," or "(" or ")"))
                {
                    throw new GaqlException("BAD_SYMBOL", $"Error in query: unexpected input {symbol}.");
                }

                tokens.Add(new GaqlToken(GaqlTokenKind.Symbol, symbol));
                i += length;
            }
        }

        return tokens;
    }

    private static string ReadQuoted(string query, ref int i)
    {
        char quote = query[i++];
        var text = new StringBuilder();
        while (i < query.Length && query[i] != quote)
        {
            if (query[i] == '\\' && i + 1 < query.Length)
            {
                i++;
            }

            text.Append(query[i++]);
        }

        if (i == query.Length)
        {
            throw new GaqlException("STRING_NOT_TERMINATED", "Error in query: string is not terminated.");
        }

        i++;
        return text.ToString();
    }
}
