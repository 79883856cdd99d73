using EnhancedConversions.Networks;

namespace EnhancedConversions.Catalogue;

/// <summary>Syncs several accounts at a time, and no more of them than a network takes well. Safe for several threads.</summary>
public sealed class CatalogueSync : IDisposable
{
    // Each is a few small requests; one sign-in often stands behind all of them.
    private const int AtOnce = 8;

    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Syncs one account when there is a place for it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Gives up; the catalogue stays as it was.</param>
    /// <returns>What changed, see <see cref="ActionCatalogue.SyncAsync"/>.</returns>
    /// <exception cref="ConversionException">The network cannot be asked, or the catalogue not be written.</exception>
    public async Task<IReadOnlyList<CatalogueChange>> RunAsync(ConversionAccount account, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ActionCatalogue.SyncAsync(account, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
