using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using EdgeKit.Kernel.Storage;
using EdgeKit.Pages.Sites.Documents;
using LiteDB;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Pages.Sites.Keeping;

/// <summary>
/// The sites. Each lies on the disk twice: in LiteDB, and whole in a file of its own, since LiteDB sets aside what it cannot read and a
/// creator's work cannot be had again. Of the two the one with the higher revision counts. Nothing is read before somebody asks for a site, and
/// a kit without sites never opens anything. Changes come one after the other.
/// </summary>
internal sealed partial class SiteStore : IDisposable
{
    private const string Collection = "sites";
    private const string Extension = ".site";

    private readonly SiteFolder _folder;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Lock _opening = new();
    private LiteStore? _store;
    private volatile FrozenDictionary<string, Site>? _sites;

    public SiteStore(SiteFolder folder, ILogger<SiteStore> logger) => (_folder, _logger) = (folder, logger);

    /// <summary>All of them, by title.</summary>
    public IReadOnlyList<Site> All => [.. Sites.Values.OrderBy(static site => site.Draft.Title, StringComparer.Ordinal).ThenBy(static site => site.Slug, StringComparer.Ordinal)];

    private FrozenDictionary<string, Site> Sites => _sites ?? Open();

    /// <summary>Finds a site; null if there is none.</summary>
    public Site? Find(string slug) => Sites.GetValueOrDefault(slug);

    /// <summary>Keeps a site that is new.</summary>
    /// <returns>It, by a slug that was free; null if there are as many as may be.</returns>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task<Site?> AddAsync(string wanted, SiteContent content, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Sites.Count >= SiteLimits.Sites)
            {
                return null;
            }

            var site = new Site(Slug.Free(wanted, Sites.ContainsKey), 1, content);
            await KeepAsync(site, cancellationToken);
            return site;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Changes a site; on the disk when it returns.</summary>
    /// <returns>What it is then; null if there is none.</returns>
    /// <exception cref="IOException">The disk is full or failed; the site is as it was.</exception>
    public async Task<Site?> ChangeAsync(string slug, Func<Site, Site> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Find(slug) is not { } before)
            {
                return null;
            }

            var after = change(before);
            if (after != before)
            {
                await KeepAsync(after, cancellationToken);
            }

            return after;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Removes a site.</summary>
    /// <returns>False if there is none.</returns>
    public async Task<bool> RemoveAsync(string slug, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Find(slug) is null)
            {
                return false;
            }

            File.Delete(PathOf(slug));
            Store.TryChange(new LiteChanges().Remove(Collection, [slug]), isBulk: true);
            _sites = Sites.Where(entry => entry.Key != slug).ToFrozenDictionary(StringComparer.Ordinal);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _store?.Dispose();
        _changing.Dispose();
    }

    private LiteStore Store => _store ??= new LiteStore(_folder.At("sites.db"), _logger);

    private string PathOf(string slug) => _folder.At(slug + Extension);

    private async Task KeepAsync(Site site, CancellationToken cancellationToken)
    {
        _folder.Make();
        var document = SiteDocument.From(site);
        await AtomicFile.WriteAsync(PathOf(site.Slug), BsonSerializer.Serialize(document), cancellationToken);
        var sites = new Dictionary<string, Site>(Sites, StringComparer.Ordinal) { [site.Slug] = site };
        _sites = sites.ToFrozenDictionary(StringComparer.Ordinal);

        // What failed may have been in the old file, and the second try finds a new one.
        if (!Store.TryChange(new LiteChanges().Put(Collection, [document]), isBulk: true)
            && !Store.TryChange(new LiteChanges().Put(Collection, sites.Values.Select(SiteDocument.From)), isBulk: true))
        {
            LogNotKept(site.Slug);
        }
    }

    private FrozenDictionary<string, Site> Open()
    {
        lock (_opening)
        {
            return _sites ??= Read();
        }
    }

    private FrozenDictionary<string, Site> Read()
    {
        if (!_folder.Exists)
        {
            return FrozenDictionary<string, Site>.Empty;
        }

        return Store.ReadAll(Collection).Concat(Directory.EnumerateFiles(_folder.Path, "*" + Extension).Select(ReadFile).OfType<BsonDocument>())
            .Select(SiteDocument.To)
            .OfType<Site>()
            .GroupBy(static site => site.Slug, StringComparer.Ordinal)
            .ToFrozenDictionary(static same => same.Key, static same => same.MaxBy(static site => site.Revision)!, StringComparer.Ordinal);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A damaged file shows as any exception there is; the other copy is read then.")]
    private BsonDocument? ReadFile(string path)
    {
        try
        {
            return BsonSerializer.Deserialize(File.ReadAllBytes(path));
        }
        catch (Exception exception)
        {
            LogDamaged(path, exception.Message);
            return null;
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "Site {Slug} is kept in its file only: its store cannot be written")]
    private partial void LogNotKept(string slug);

    [LoggerMessage(7002, LogLevel.Warning, "{Path} cannot be read; the site is taken from its store: {Why}")]
    private partial void LogDamaged(string path, string why);
}
