using System.Text;

namespace EnhancedConversions.Files.Excel;

/// <summary>Puts a cell's text together; most have one piece and cost nothing more.</summary>
internal struct TextPieces
{
    private string? _first;
    private StringBuilder? _all;

    /// <summary>Characters so far.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a piece.</summary>
    public void Add(string piece)
    {
        Length += piece.Length;
        if (_first is null)
        {
            _first = piece;
        }
        else
        {
            (_all ??= new StringBuilder(_first)).Append(piece);
        }
    }

    /// <inheritdoc/>
    public override readonly string ToString() => _all?.ToString() ?? _first ?? "";
}
