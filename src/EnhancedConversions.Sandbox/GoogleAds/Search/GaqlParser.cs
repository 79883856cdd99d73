using System.Globalization;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>Reads a query from its tokens, left to right.</summary>
internal sealed class GaqlParser(List<GaqlToken> tokens)
{
    private int _at;

    private GaqlToken? Current => _at < tokens.Count ? tokens[_at] : null;

    public GaqlQuery Parse()
    {
        Expect("SELECT", "EXPECTED_SELECT");
        var fields = Separated(Field);
        Expect("FROM", "EXPECTED_FROM");
        string resource = Word("BAD_RESOURCE_TYPE_IN_FROM_CLAUSE").Text;
        var conditions = new List<GaqlCondition>();
        if (Accept("WHERE"))
        {
            do
            {
                conditions.Add(Condition());
            }
            while (Accept("AND"));
        }

        List<GaqlOrder> order = [];
        if (Accept("ORDER"))
        {
            Expect("BY", "EXPECTED_BY");
            order = Separated(Order);
        }

        int? limit = Accept("LIMIT") ? Limit() : null;
        if (Current is GaqlToken rest)
        {
            throw new GaqlException("UNEXPECTED_INPUT", $"Error in query: unexpected input {rest.Text}.");
        }

        return new GaqlQuery(fields, resource, conditions, order, limit);
    }

    private string Field() => Word("BAD_FIELD_NAME").Text;

    private GaqlOrder Order()
    {
        string field = Field();
        return new GaqlOrder(field, !Accept("ASC") && Accept("DESC"));
    }

    private int Limit()
    {
        if (!int.TryParse(Word("BAD_LIMIT_VALUE").Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int limit))
        {
            throw new GaqlException("BAD_LIMIT_VALUE", "Error in query: the limit is not a number.");
        }

        return limit > 0 ? limit : throw new GaqlException("LIMIT_VALUE_TOO_LOW", "Error in query: the limit must be positive.");
    }

    private GaqlCondition Condition()
    {
        string field = Field();
        if (Accept("IS"))
        {
            string test = Accept("NOT") ? "IS NOT NULL" : "IS NULL";
            Expect("NULL", "BAD_OPERATOR");
            return new GaqlCondition(field, test, []);
        }

        string not = Accept("NOT") ? "NOT " : "";
        if (Accept("IN"))
        {
            return new GaqlCondition(field, not + "IN", List());
        }

        if (Accept("LIKE"))
        {
            return new GaqlCondition(field, not + "LIKE", [Value()]);
        }

        if (not.Length == 0 && Accept("BETWEEN"))
        {
            GaqlToken from = Value();
            return Accept("AND") ? new GaqlCondition(field, "BETWEEN", [from, Value()]) : throw new GaqlException("EXPECTED_AND", "Error in query: BETWEEN expects AND between its values.");
        }

        GaqlToken symbol = Next();
        if (not.Length > 0 || symbol.Kind != GaqlTokenKind.Symbol || symbol.Text is "," or "(" or ")")
        {
            throw new GaqlException("BAD_OPERATOR", $"Error in query: invalid operator {symbol.Text}.");
        }

        return new GaqlCondition(field, symbol.Text, [Value()]);
    }

    private List<GaqlToken> List()
    {
        if (!Next().IsSymbol("("))
        {
            throw new GaqlException("EXPECTED_LIST", "Error in query: the operator expects a list.");
        }

        if (Current?.IsSymbol(")") == true)
        {
            throw new GaqlException("PROHIBITED_EMPTY_LIST_IN_CONDITION", "Error in query: the list is empty.");
        }

        var values = Separated(Value);
        return Next().IsSymbol(")") ? values : throw new GaqlException("UNEXPECTED_INPUT", "Error in query: the list is not closed.");
    }

    private GaqlToken Value()
    {
        GaqlToken token = Next();
        return token.Kind != GaqlTokenKind.Symbol ? token
            : throw new GaqlException(token.Text == "(" ? "EXPECTED_SINGLE_VALUE" : "BAD_VALUE", $"Error in query: invalid value {token.Text}.");
    }

    private List<T> Separated<T>(Func<T> read)
    {
        var items = new List<T> { read() };
        while (Current?.IsSymbol(",") == true)
        {
            _at++;
            items.Add(read());
        }

        return items;
    }

    private GaqlToken Word(string error)
    {
        GaqlToken token = Next();
        return token.Kind == GaqlTokenKind.Word ? token : throw new GaqlException(error, $"Error in query: unexpected input {token.Text}.");
    }

    private void Expect(string word, string error)
    {
        if (!Accept(word))
        {
            throw new GaqlException(error, $"Error in query: expected {word}{(Current is GaqlToken token ? $" before {token.Text}" : "")}.");
        }
    }

    private bool Accept(string word)
    {
        bool found = Current?.IsWord(word) == true;
        _at += found ? 1 : 0;
        return found;
    }

    private GaqlToken Next() => _at < tokens.Count ? tokens[_at++] : throw new GaqlException("UNEXPECTED_END_OF_QUERY", "Error in query: unexpected end of query.");
}
