using System.Text.Json;
using EdgeKit.Kernel.Loops;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Pages.Sites.News;

/// <summary>Looks at what is shown to whoever listens. While nobody does, it sleeps.</summary>
internal sealed class NewsLoop(SiteNews news, SiteStore sites, SitePages pages, TimeProvider time, Random random, ILogger<NewsLoop> logger)
    : RecurringLoop(news.Bell, new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), random), time, logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Sleep = TimeSpan.FromHours(1);

    // The countdown's seconds pass on the page by themselves; it is told again from time to time.
    private const int Countdown = 30;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var wanted = news.Wanted;
        foreach (var slug in wanted)
        {
            if (sites.Find(slug) is { Published: { } content } site)
            {
                var state = await pages.StateAsync(slug, content, site.PublishedRevision, cancellationToken);
                news.Say(slug, JsonSerializer.SerializeToUtf8Bytes(state with { OpensIn = Rounded(state.OpensIn) }, SitesJson.Default.SiteState));
            }
            else
            {
                // Taken back: whoever looks again finds nothing.
                news.Say(slug, "{\"revision\":0}"u8.ToArray());
            }
        }

        return wanted.Count > 0 ? Look : Sleep;
    }

    private static long? Rounded(long? seconds) => seconds is { } left ? left <= Countdown ? left : (left + Countdown - 1) / Countdown * Countdown : null;
}
