namespace EnhancedConversions.Files.Excel;

/// <summary>
/// The expanding bytes of a workbook's part, watched: refuses a part that grows beyond its limit or that holds a token
/// (an attribute, a text) so long that the XML reader would have to keep it in memory.
/// </summary>
internal sealed class PartStream(Stream expanding, long limit, string path, string name) : Stream
{
    private long _total;
    private long _sinceTag;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = expanding.Read(buffer);
        _total += read;
        if (_total > limit)
        {
            throw FileErrors.TooLarge(path, $"its part {name} expands beyond measure", $"{limit >> 20} MB");
        }

        // Every tag ends with this byte, in UTF-8 and in UTF-16.
        var tag = buffer[..read].LastIndexOf((byte)'>');
        _sinceTag = tag < 0 ? _sinceTag + read : read - tag - 1;
        return _sinceTag <= FileLimits.MarkupLength ? read : throw FileErrors.CellTooLong(path, $"in its part {name}");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            expanding.Dispose();
        }

        base.Dispose(disposing);
    }
}
