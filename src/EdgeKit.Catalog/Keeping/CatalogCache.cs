using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Storage;
using LiteDB;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Catalog.Keeping;

/// <summary>The catalogue in LiteDB: read at the start, changed item by item after. What it gives is always a whole catalogue, or none.</summary>
internal sealed partial class CatalogCache : IDisposable
{
    private const string Items = "items";
    private const string Head = "head";
    private const int HeadId = 1;

    private readonly LiteStore _store;
    private readonly ILogger _logger;
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private long _nextPosition;

    public CatalogCache(CatalogOptions options, ILogger<CatalogCache> logger)
    {
        _logger = logger;
        _store = new LiteStore(Path.Combine(options.Directory, "catalog.db"), logger);
    }

    /// <summary>What is kept; null if there is nothing, or it is not what was put in.</summary>
    public KeptCatalog? Read()
    {
        var documents = _store.ReadAll(Items).Select(CatalogItemDocument.To).ToArray();
        if (HeadAs(_store.Find(Head, HeadId)) is not { } head || Array.Exists(documents, static item => item is null))
        {
            return null;
        }

        var items = documents.OfType<(CatalogItem Item, long Position)>().OrderBy(static item => item.Position).ToArray();
        var kept = head with { Items = [.. items.Select(static item => item.Item)] };
        if (!kept.IsWhole)
        {
            return null;
        }

        foreach (var (item, position) in items)
        {
            _positions[item.Sku] = position;
        }

        _nextPosition = _positions.Values.Append(-1).Max() + 1;
        return kept;
    }

    /// <summary>Keeps a whole catalogue in place of what there was.</summary>
    public void Replace(KeptCatalog kept)
    {
        // What failed may have been in the old file, and the second try finds a new one.
        if (!TryReplace(kept) && !TryReplace(kept))
        {
            LogNotKept(kept.Version);
        }
    }

    /// <summary>Keeps what a delta changed.</summary>
    /// <param name="kept">What is on sale after it.</param>
    /// <param name="changed">Items that are new or other than before.</param>
    /// <param name="removed">SKUs that are gone.</param>
    public void Change(KeptCatalog kept, IReadOnlyCollection<CatalogItem> changed, IReadOnlyCollection<string> removed)
    {
        foreach (var sku in removed)
        {
            _positions.Remove(sku);
        }

        foreach (var item in changed)
        {
            if (_positions.TryAdd(item.Sku, _nextPosition))
            {
                _nextPosition++;
            }
        }

        var changes = new LiteChanges()
            .Remove(Items, removed.Select(static sku => new BsonValue(sku)))
            .Put(Items, changed.Select(item => CatalogItemDocument.From(item, _positions[item.Sku])))
            .Put(Head, [HeadOf(kept)]);
        if (!_store.TryChange(changes, isBulk: true))
        {
            Replace(kept);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _store.Dispose();

    private static BsonDocument HeadOf(KeptCatalog kept) => new()
    {
        ["_id"] = HeadId,
        ["v"] = CatalogItemDocument.Version,
        ["source"] = (int)kept.Source,
        ["version"] = kept.Version,
        ["checksum"] = kept.Checksum,
    };

    private static KeptCatalog? HeadAs(BsonDocument? head) =>
        head is not null
        && head["v"] == CatalogItemDocument.Version
        && head["source"] is { IsInt32: true, AsInt32: >= (int)CatalogSource.None and <= (int)CatalogSource.Cloud }
        && head["version"].IsString
        && head["checksum"].IsString
            ? new KeptCatalog(KeptCatalog.PresentFormat, (CatalogSource)head["source"].AsInt32, head["version"].AsString, head["checksum"].AsString, [])
            : null;

    private bool TryReplace(KeptCatalog kept)
    {
        _positions.Clear();
        for (_nextPosition = 0; _nextPosition < kept.Items.Count; _nextPosition++)
        {
            _positions[kept.Items[(int)_nextPosition].Sku] = _nextPosition;
        }

        return _store.TryChange(
            new LiteChanges().Clear(Items).Put(Items, kept.Items.Select(item => CatalogItemDocument.From(item, _positions[item.Sku]))).Put(Head, [HeadOf(kept)]),
            isBulk: true);
    }

    [LoggerMessage(3001, LogLevel.Warning, "Catalogue {Version} is on sale but not in its cache; the next start reads it from the snapshot")]
    private partial void LogNotKept(string version);
}
