namespace EdgeKit.Pages.Sites.Documents;

/// <summary>What a site shows.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Tagline">One line more; may be empty.</param>
/// <param name="Theme">Its palette.</param>
/// <param name="Venue">Where it is; may be empty.</param>
/// <param name="Opens">When it begins; null for at once.</param>
/// <param name="Blocks">From top to bottom.</param>
internal sealed record SiteContent(string Title, string Tagline, Theme Theme, string Venue, DateTimeOffset? Opens, IReadOnlyList<Block> Blocks)
{
    /// <summary>Everything that is for sale on it, once each, in the order of the page.</summary>
    public IReadOnlyList<string> Skus =>
    [
        .. Blocks.SelectMany(static block => block switch
        {
            Block.Live { PinnedSku: { } pinned } => [pinned],
            Block.Products products => products.Skus,
            _ => [],
        }).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What people can reply to; null if nothing.</summary>
    public Block.Rsvp? Invitation => Blocks.OfType<Block.Rsvp>().FirstOrDefault();

    /// <summary>The file names of the pictures that it shows.</summary>
    public IEnumerable<string> Pictures => Blocks.OfType<Block.Hero>().Select(static hero => hero.Picture).OfType<string>();
}
