namespace EdgeKit.Pages.Sites.Documents;

/// <summary>A site: what its creator works on, and what everybody sees.</summary>
/// <param name="Slug">The last part of its address.</param>
/// <param name="Revision">Grows with each change.</param>
/// <param name="Draft">What its creator works on.</param>
/// <param name="Published">What everybody sees; null for nothing.</param>
/// <param name="PublishedRevision">The revision that was published; 0 for none.</param>
/// <param name="Due">When the draft is to be published by itself; null for never.</param>
internal sealed record Site(string Slug, long Revision, SiteContent Draft, SiteContent? Published = null, long PublishedRevision = 0, PublishTime? Due = null)
{
    /// <summary>Whether the draft says something that nobody sees yet.</summary>
    public bool HasChanges => Published is null || PublishedRevision != Revision;
}
