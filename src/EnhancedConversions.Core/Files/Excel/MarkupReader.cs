using System.Xml;

namespace EnhancedConversions.Files.Excel;

/// <summary>
/// Reads the XML of a workbook's part, forward only: no document type, no entities, nothing from outside; no nesting and no wealth of names
/// that only a hostile file has. Broken markup ends in the errors of <see cref="FileErrors"/>.
/// </summary>
internal sealed class MarkupReader : IDisposable
{
    private const int DeepestNesting = 64;

    private readonly XmlReader _xml;
    private readonly string _path;
    private readonly char[] _chars = new char[64];

    /// <summary>Opens a part.</summary>
    /// <param name="part">Its bytes; disposed with this object.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="place">Where in the file, for errors.</param>
    public MarkupReader(Stream part, string path, string place)
    {
        _path = path;
        Place = place;
        try
        {
            _xml = XmlReader.Create(part, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                NameTable = new BoundedNameTable(path),
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                CloseInput = true,
            });
        }
        catch (Exception e)
        {
            part.Dispose();
            throw Explain(e) ?? e;
        }
    }

    /// <summary>Where in the file the reader is, for errors.</summary>
    public string Place { get; set; }

    /// <summary>How deep the current node lies.</summary>
    public int Depth => _xml.Depth;

    /// <summary>True when the current element ends where it begins.</summary>
    public bool IsEmpty => _xml.IsEmptyElement;

    /// <summary>Name of the current element or attribute, whatever its namespace: strict and transitional workbooks differ only there.</summary>
    public string Name => _xml.LocalName;

    /// <summary>True on the beginning of an element of that name.</summary>
    public bool IsAt(string element) => _xml.NodeType == XmlNodeType.Element && _xml.LocalName == element;

    /// <summary>True on the end of an element of that name.</summary>
    public bool IsAtEndOf(string element) => _xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == element;

    /// <summary>Goes to the next node.</summary>
    public bool Read()
    {
        try
        {
            return _xml.Read() && (_xml.Depth <= DeepestNesting ? true : throw FileErrors.WorkbookUnsafe(_path, $"{Place} is nested {DeepestNesting} deep"));
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Goes to the next node inside an element of that depth; false on the element's end.</summary>
    public bool ReadInside(int depth) => Read() && _xml.Depth > depth;

    /// <summary>An attribute of the current element; null when it has none of that name.</summary>
    public string? Attribute(string name) => _xml.GetAttribute(name);

    /// <summary>Goes to the next attribute of the current element, and back to the element after the last.</summary>
    public bool ReadAttribute()
    {
        if (_xml.MoveToNextAttribute())
        {
            return true;
        }

        _xml.MoveToElement();
        return false;
    }

    /// <summary>The beginning of the current attribute's or text's value, valid until the next call; numbers and references are short, so no string is made of them.</summary>
    public ReadOnlySpan<char> ReadShortValue()
    {
        try
        {
            var length = 0;
            int read;
            while (length < _chars.Length && (read = _xml.ReadValueChunk(_chars, length, _chars.Length - length)) > 0)
            {
                length += read;
            }

            return _chars.AsSpan(0, length).Trim();
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>The beginning of the text in the current element.</summary>
    public ReadOnlySpan<char> ReadShortText()
    {
        ReadOnlySpan<char> text = default;
        if (!IsEmpty)
        {
            var depth = Depth;
            while (ReadInside(depth))
            {
                if (text.IsEmpty && _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    text = ReadShortValue();
                }
            }
        }

        return text;
    }

    /// <summary>The text in the current element, its children's included.</summary>
    public string ReadText()
    {
        var text = default(TextPieces);
        AddText(ref text);
        return text.ToString();
    }

    /// <summary>Adds the text in the current element to a cell's, as long as a cell may hold it.</summary>
    public void AddText(ref TextPieces text)
    {
        if (IsEmpty)
        {
            return;
        }

        var depth = Depth;
        while (ReadInside(depth))
        {
            if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text.Add(ReadValue());
                if (text.Length > FileLimits.CellLength)
                {
                    throw FileErrors.CellTooLong(_path, Place);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    // A long text is still being read when it is asked for, so this can fail like any other reading.
    private string ReadValue()
    {
        try
        {
            return _xml.Value;
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    private ConversionException? Explain(Exception error) => error switch
    {
        // The reader gives no code; only its text, which is English everywhere, tells a forbidden document type from broken markup.
        XmlException xml when xml.Message.Contains("DTD", StringComparison.Ordinal) => FileErrors.WorkbookUnsafe(_path, $"{Place} declares a document type"),

        // Their messages can hold pieces of the file, so they are not kept as cause.
        XmlException or InvalidDataException or EndOfStreamException => FileErrors.WorkbookDamaged(_path, Place),
        _ => null,
    };

    /// <summary>The reader keeps every different name for ever; an honest part has some dozens.</summary>
    private sealed class BoundedNameTable(string path) : NameTable
    {
        private const int MostNames = 4_096;

        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Count(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Count(base.Add(key));

        private string Count(string name) => ++_count <= MostNames ? name : throw FileErrors.WorkbookUnsafe(path, $"one of its parts has more than {MostNames} different names");
    }
}
