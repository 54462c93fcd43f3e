using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Guests;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites.Publishing;

/// <summary>Puts drafts before everybody, and takes them back: on the disk first, then in the kit's log.</summary>
internal sealed class Publisher(SiteStore sites, SitePages pages, RsvpBook guests, IRecordLog log)
{
    /// <summary>Publishes a draft as it is.</summary>
    /// <param name="slug">Which site.</param>
    /// <param name="by">The device that asks; null for this machine, and for what was due.</param>
    /// <param name="cancellationToken">Ends it before it has begun.</param>
    /// <returns>What is wrong with it; nothing once it is published. Null if there is no such site.</returns>
    /// <exception cref="IOException">The disk is full or failed; what everybody sees is as it was.</exception>
    public async Task<IReadOnlyList<SiteFault>?> PublishAsync(string slug, string? by, CancellationToken cancellationToken)
    {
        if (sites.Find(slug) is not { } before)
        {
            return null;
        }

        if (await pages.CheckAsync(slug, before.Draft, cancellationToken) is { Count: > 0 } faults)
        {
            await sites.ChangeAsync(slug, static site => site with { Due = null }, cancellationToken);
            return faults;
        }

        var isNew = false;
        var after = await sites.ChangeAsync(
            slug,
            site =>
            {
                isNew = site.HasChanges;
                return site with { Published = site.Draft, PublishedRevision = site.Revision, Due = null };
            },
            cancellationToken);
        if (after is null)
        {
            return null;
        }

        if (!isNew)
        {
            return [];
        }

        await RecordAsync(RecordTypes.SitePublished, slug, new SitePublishedBody(slug, after.Draft.Title, after.Revision, by), ContractsJson.Default.SitePublishedBody);
        if (after.Draft.Invitation is { } invitation)
        {
            // There may be more places than before; what cannot be recorded now is when the next one cancels.
            await guests.SeatAsync(slug, invitation.Capacity, cancellationToken);
        }

        return [];
    }

    /// <summary>Takes a site back; its draft stays.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="IOException">The disk is full or failed; it is published still.</exception>
    public async Task<bool> UnpublishAsync(string slug, string? by, CancellationToken cancellationToken)
    {
        var wasPublished = sites.Find(slug)?.Published is not null;
        if (await sites.ChangeAsync(slug, static site => site with { Published = null, PublishedRevision = 0, Due = null }, cancellationToken) is null)
        {
            return false;
        }

        if (wasPublished)
        {
            await RecordAsync(RecordTypes.SiteUnpublished, slug, new SiteUnpublishedBody(slug, by), ContractsJson.Default.SiteUnpublishedBody);
        }

        return true;
    }

    private async Task RecordAsync<T>(string type, string slug, T body, JsonTypeInfo<T> typeInfo)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);

        // The page is what counts; a log that takes nothing now says so to whoever sells.
        await log.RecordAsync(new RecordDraft(type, slug, type, Key: null, bytes, (_, _) => new RecordDecision.Write(bytes, default)));
    }
}
