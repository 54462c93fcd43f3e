using System.Diagnostics.CodeAnalysis;
using EdgeKit.Catalog.Importing;
using EdgeKit.Catalog.Keeping;
using EdgeKit.Catalog.Pictures;
using EdgeKit.Catalog.Rules;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Stock;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Catalog.Sale;

/// <summary>
/// What is on sale. A change is first in the snapshot file, flushed, then in the cache, then in the view that requests are served
/// from; so whatever was on sale once is on sale after a power cut too. Changes come one after the other.
/// </summary>
internal sealed partial class CatalogSale(
    SnapshotFile snapshot,
    CatalogCache cache,
    PictureFolder pictures,
    IStockIntake stock,
    EventStream events,
    CatalogMetrics metrics,
    KitOptions kit,
    ILogger<CatalogSale> logger) : ICatalogView, ICatalogReceiver, ICatalogImporter, IHostedService, IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Signal<string> _version = new(KeptCatalog.Empty.Version);
    private volatile CatalogView _view = new(KeptCatalog.Empty);

    /// <summary>What is on sale now.</summary>
    public CatalogView View => _view;

    /// <inheritdoc />
    public ISignal<string> Version => _version;

    /// <inheritdoc />
    public IEnumerable<string> Skus => _view.Items.Keys;

    /// <inheritdoc />
    public IReadOnlyList<CatalogItem> Items => _view.Kept.Items;

    /// <inheritdoc />
    public bool TryFind(string sku, [NotNullWhen(true)] out CatalogItem? item) => _view.Items.TryGetValue(sku, out item);

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (kept, wrong) = await snapshot.ReadAsync(cancellationToken);
        var cached = cache.Read();
        if (wrong is not null)
        {
            LogSnapshotDamaged(wrong, cached is null ? "the kit has nothing to sell until one is imported or received" : "it is written anew from the cache");
        }

        if (kept is null && cached is not null)
        {
            await RestoreSnapshotAsync(cached, cancellationToken);
        }
        else if (kept is not null && (cached is null || !cached.IsSameAs(kept)))
        {
            cache.Replace(kept);
            LogCacheRebuilt(kept.Version);
        }

        Show(kept ?? cached ?? KeptCatalog.Empty);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _changing.Dispose();

    /// <inheritdoc />
    public async ValueTask ReceiveAsync(CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var next = KeptCatalog.Of(CatalogSource.Cloud, VersionOf(snapshot.Version), Sellable(snapshot.Version, snapshot.Items));
            await ChangeAsync(next, () => cache.Replace(next), cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask<bool> ReceiveAsync(CatalogDelta delta, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var present = _view.Kept;
            if (!string.Equals(present.Version, delta.From, StringComparison.Ordinal))
            {
                return false;
            }

            // An item that cannot be sold as it is now is not sold as it was either.
            var sellable = Sellable(delta.Version, delta.Changed);
            var removed = delta.Removed.Concat(delta.Changed.Select(static item => item.Sku)).Except(sellable.Select(static item => item.Sku), StringComparer.Ordinal).ToArray();
            var next = KeptCatalog.Of(CatalogSource.Cloud, VersionOf(delta.Version), Applied(present.Items, sellable, removed));
            await ChangeAsync(next, () => cache.Change(next, sellable, removed), cancellationToken);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask<CatalogImportReport> ImportAsync(CatalogImport import, CancellationToken cancellationToken)
    {
        var draft = new ImportDraft();
        foreach (var item in import.Items)
        {
            draft.Add(item, 0);
        }

        draft.Check(kit.Currency);
        CheckPictures(draft);
        if (draft.Errors is [var error, ..])
        {
            throw new FormatException($"{error.Field}: {error.What}");
        }

        return await ImportAsync(draft, cancellationToken);
    }

    /// <summary>Notes pictures that items show and the kit does not have.</summary>
    public void CheckPictures(ImportDraft draft)
    {
        for (var index = 0; index < draft.Items.Count; index++)
        {
            if (draft.Items[index].Image is { } image && PictureName.IsAddress(image) && !pictures.Has(image))
            {
                draft.Refuse(new ItemFault(index, "image", $"'{image}' is not on the kit; import the file that it lies beside with 'edgekit catalog import'"));
            }
        }
    }

    /// <summary>Puts an import on sale that was checked.</summary>
    public async ValueTask<CatalogImportReport> ImportAsync(ImportDraft draft, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var before = _view;
            var next = KeptCatalog.Of(CatalogSource.Imported, version: null, [.. draft.Items.Select(ImportDraft.ItemOf)]);
            if (before.Kept.Source == CatalogSource.Cloud && !next.IsSameAs(before.Kept))
            {
                LogOverCloud(before.Kept.Version);
            }

            await ChangeAsync(next, () => cache.Replace(next), cancellationToken);
            var opened = await stock.OpenAsync([.. draft.Items.Where(static item => item.Stock > 0).Select(static item => new SkuQuantity(item.Sku, item.Stock!.Value))], cancellationToken);
            return Report(before, next, opened);
        }
        finally
        {
            _changing.Release();
        }
    }

    private static List<CatalogItem> Applied(IEnumerable<CatalogItem> before, IReadOnlyList<CatalogItem> changed, IEnumerable<string> removed)
    {
        var gone = removed.ToHashSet(StringComparer.Ordinal);
        var other = changed.ToDictionary(static item => item.Sku, StringComparer.Ordinal);
        var items = new List<CatalogItem>();
        foreach (var item in before.Where(item => !gone.Contains(item.Sku)))
        {
            items.Add(other.Remove(item.Sku, out var now) ? now : item);
        }

        items.AddRange(changed.Where(item => other.ContainsKey(item.Sku)));
        return items;
    }

    private static string? VersionOf(string version) => CatalogRules.IsVersion(version) ? version : null;

    private CatalogImportReport Report(CatalogView before, KeptCatalog after, int opened)
    {
        var known = after.Items.Where(item => before.Items.ContainsKey(item.Sku)).ToArray();
        return new CatalogImportReport(
            after.Version,
            after.Items.Count,
            after.Items.Count - known.Length,
            known.Count(item => before.Items[item.Sku] != item),
            before.Items.Count - known.Length,
            opened,
            [.. after.Items.Select(static item => item.Sku).Where(sku => !stock.IsAvailable(sku))]);
    }

    // A kit goes on selling what it can: the cloud cannot be asked to mend an item before the rest is taken.
    private List<CatalogItem> Sellable(string version, IReadOnlyList<CatalogItem> items)
    {
        var sellable = new List<CatalogItem>();
        var skus = new HashSet<string>(StringComparer.Ordinal);
        string? first = null;
        foreach (var item in items)
        {
            var (field, what) = CatalogRules.Check(item, kit.Currency).FirstOrDefault();
            if (field is null && sellable.Count < CatalogRules.MaxItems && skus.Add(item.Sku))
            {
                sellable.Add(CatalogRules.Normal(item));
            }
            else
            {
                first ??= $"'{CatalogRules.Short(item.Sku)}' {field ?? "item"}: {what ?? "stands twice, or is one too many"}";
            }
        }

        if (first is not null)
        {
            LogLeftOut(items.Count - sellable.Count, version, first);
        }

        return sellable;
    }

    private async ValueTask ChangeAsync(KeptCatalog next, Action keep, CancellationToken cancellationToken)
    {
        if (next.IsSameAs(_view.Kept))
        {
            return;
        }

        await snapshot.WriteAsync(next, cancellationToken);
        keep();
        Show(next);
        LogChanged(next.Version, next.Items.Count, next.Source);
        events.Publish("catalog", new CatalogNews(next.Version, next.Items.Count), CatalogJson.Default.CatalogNews);
    }

    // A disk that takes no file does not keep the kit from selling what its cache holds.
    private async ValueTask RestoreSnapshotAsync(KeptCatalog cached, CancellationToken cancellationToken)
    {
        try
        {
            await snapshot.WriteAsync(cached, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogSnapshotNotWritten(exception.Message);
        }
    }

    private void Show(KeptCatalog kept)
    {
        _view = new CatalogView(kept);
        metrics.Changed(kept.Items.Count);
        _version.Set(kept.Version);
        try
        {
            if (pictures.Sweep(kept.Items.Select(static item => item.Image).OfType<string>()) is > 0 and var gone)
            {
                LogPicturesRemoved(gone);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogPicturesNotRemoved(exception.Message);
        }
    }

    [LoggerMessage(3002, LogLevel.Information, "Catalogue {Version} with {Items} items is on sale ({Source})")]
    private partial void LogChanged(string version, int items, CatalogSource source);

    [LoggerMessage(3003, LogLevel.Warning, "The catalogue's snapshot cannot be read ({Why}); {Then}")]
    private partial void LogSnapshotDamaged(string why, string then);

    [LoggerMessage(3004, LogLevel.Information, "The catalogue's cache was made anew from the snapshot, version {Version}")]
    private partial void LogCacheRebuilt(string version);

    [LoggerMessage(3005, LogLevel.Warning, "{Count} items of the cloud's catalogue {Version} are not sold, the first because {Why}")]
    private partial void LogLeftOut(int count, string version, string why);

    [LoggerMessage(3006, LogLevel.Information, "An import takes the place of the cloud's catalogue {Version} until the cloud publishes its next")]
    private partial void LogOverCloud(string version);

    [LoggerMessage(3007, LogLevel.Debug, "{Count} pictures that no item shows were removed")]
    private partial void LogPicturesRemoved(int count);

    [LoggerMessage(3008, LogLevel.Warning, "The catalogue's snapshot cannot be written: {Why}")]
    private partial void LogSnapshotNotWritten(string why);

    [LoggerMessage(3009, LogLevel.Warning, "Pictures that no item shows cannot be removed: {Why}")]
    private partial void LogPicturesNotRemoved(string why);
}
