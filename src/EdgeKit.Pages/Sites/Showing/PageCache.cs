using System.Collections.Concurrent;
using System.Text.Json;
using AspNetCoreGeneratedDocument;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>
/// Published pages as they are for whoever holds nothing, ready to be sent. One is made anew when something on it has changed, at most four times a
/// second, however many look; meanwhile everybody gets the one before. There are as many as there are sites.
/// </summary>
internal sealed class PageCache(SitePages pages, ICatalogView catalog, TimeProvider time)
{
    /// <summary>How long a page is given out without a look at what it shows.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>How often a page was made.</summary>
    public long Made { get; private set; }

    /// <summary>The page of a site that is published.</summary>
    public async ValueTask<CachedPage> GetAsync(Site site, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(site.Slug, out var entry) && ReferenceEquals(entry.Content, site.Published))
        {
            if (time.GetElapsedTime(entry.Looked) < Fresh || !entry.TryBegin())
            {
                return entry.Page;
            }

            try
            {
                return await RefreshAsync(site, entry, cancellationToken);
            }
            finally
            {
                entry.End();
            }
        }

        return await RefreshAsync(site, null, cancellationToken);
    }

    /// <summary>Forgets a site that is shown no more.</summary>
    public void Forget(string slug) => _entries.TryRemove(slug, out _);

    private async ValueTask<CachedPage> RefreshAsync(Site site, Entry? before, CancellationToken cancellationToken)
    {
        var state = await pages.StateAsync(site.Slug, site.Published!, site.PublishedRevision, cancellationToken);
        var (version, shown) = (catalog.Version.Current, Shown(state));
        if (before is not null && before.Version == version && before.Shown == shown)
        {
            before.Looked = time.GetTimestamp();
            return before.Page;
        }

        var page = new CachedPage(await PageBytes.OfAsync(new Sites_Showing_Landing { Model = pages.Make(site.Slug, site.Published!, state) with { Faults = null } }, cancellationToken));
        Made++;
        _entries[site.Slug] = new Entry(site.Published!, version, shown, page) { Looked = time.GetTimestamp() };
        return page;
    }

    /// <summary>What of a state is on the page: the countdown to the minute, since a script does the seconds.</summary>
    private static string Shown(SiteState state) => JsonSerializer.Serialize(state with { OpensIn = (state.OpensIn + 59) / 60 }, SitesJson.Default.SiteState);

    private sealed class Entry(SiteContent content, string version, string shown, CachedPage page)
    {
        private int _isRefreshing;

        public SiteContent Content => content;

        public string Version => version;

        public string Shown => shown;

        public CachedPage Page => page;

        public long Looked { get; set; }

        public bool TryBegin() => Interlocked.CompareExchange(ref _isRefreshing, 1, 0) == 0;

        public void End() => Volatile.Write(ref _isRefreshing, 0);
    }
}
