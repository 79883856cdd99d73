namespace EnhancedConversions.Files;

/// <summary>A table whose header was read, and what must stay open while its rows are.</summary>
internal sealed record OpenTable(ITableSource Table, TableHeader Header, IDisposable Resource) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Table.Dispose();
        Resource.Dispose();
    }
}
