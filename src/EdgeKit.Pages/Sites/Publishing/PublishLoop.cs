using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Loops;
using EdgeKit.Pages.Sites.Keeping;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Pages.Sites.Publishing;

/// <summary>Publishes what is due. A kit on which no site was ever made is left alone.</summary>
internal sealed partial class PublishLoop(
    TimeProvider time, Random random, SiteFolder folder, SiteStore sites, Publisher publisher, KitClock clock, ILogger<PublishLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    // A clock may be set in the meantime, and a new time be said.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookForFirst = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            return LookForFirst;
        }

        foreach (var site in sites.All.Where(site => site.Due?.IsDue(clock.Now) == true))
        {
            if (await publisher.PublishAsync(site.Slug, by: null, cancellationToken) is [var fault, ..])
            {
                LogNotPublished(site.Slug, fault.What);
            }
            else
            {
                LogPublished(site.Slug);
            }
        }

        return Look;
    }

    [LoggerMessage(7011, LogLevel.Information, "Site {Slug} was due and is published")]
    private partial void LogPublished(string slug);

    [LoggerMessage(7012, LogLevel.Error, "Site {Slug} was due and could not be published: open it in the editor: {Why}")]
    private partial void LogNotPublished(string slug, string why);
}
