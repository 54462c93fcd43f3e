using System.Globalization;

namespace EdgeKit.Cloud.Feed;

/// <summary>
/// Where a kit stands in the down feed: <c>catalogue~version</c>, with the time for which rights may be sold behind a dot if there is
/// one, so that a kit hears of it when that changes. To kits it is a word without meaning.
/// </summary>
/// <param name="Catalog">The catalogue's cursor; empty for none.</param>
/// <param name="Rights">The version of the rights; 0 for none.</param>
/// <param name="SellForSeconds">For how long they may be sold after the cloud was last heard; null for ever.</param>
internal sealed record FeedCursor(string Catalog, long Rights, long? SellForSeconds)
{
    /// <summary>Takes a cursor apart. One without rights, as older clouds gave, and one that is none of ours stands before all rights.</summary>
    public static FeedCursor Parse(string text)
    {
        var mark = text.LastIndexOf('~');
        return mark >= 0 && ParseRights(text[(mark + 1)..]) is var (rights, sellFor)
            ? new FeedCursor(text[..mark], rights, sellFor)
            : new FeedCursor(text, 0, null);
    }

    /// <inheritdoc />
    public override string ToString() => (Rights, SellForSeconds) switch
    {
        (0, _) => Catalog,
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{Catalog}~{Rights}"),
        var (rights, sellFor) => string.Create(CultureInfo.InvariantCulture, $"{Catalog}~{rights}.{sellFor}"),
    };

    private static (long Rights, long? SellFor)? ParseRights(string text) => text.Split('.') switch
    {
        [var version] when Number(version) is { } rights => (rights, null),
        [var version, var seconds] when Number(version) is { } rights && Number(seconds) is { } sellFor => (rights, sellFor),
        _ => null,
    };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
