using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>A site's page as it is at a moment, for whoever looks at it.</summary>
/// <param name="Slug">The site.</param>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Content">What it shows.</param>
/// <param name="State">What changes on it.</param>
/// <param name="Call">What it asks for.</param>
/// <param name="Goods">What is for sale and in the catalogue, by SKU, in the order of the page.</param>
/// <param name="OpensText">When it begins, in words; null for at once.</param>
/// <param name="Html">The markup of stories and templates, by their block.</param>
/// <param name="Playlists">What live blocks play, by their block.</param>
/// <param name="Held">What whoever looks holds; null for nothing.</param>
/// <param name="Notice">What went wrong just now; null for nothing.</param>
/// <param name="Faults">What is wrong with its templates, for its creator; empty for everybody else.</param>
/// <param name="IsPreview">Whether it is a draft.</param>
internal sealed record SitePage(
    string Slug,
    string Kit,
    SiteContent Content,
    SiteState State,
    Call Call,
    IReadOnlyDictionary<string, GoodsView> Goods,
    string? OpensText,
    IReadOnlyDictionary<string, string> Html,
    IReadOnlyDictionary<string, string> Playlists,
    HeldView? Held = null,
    string? Notice = null,
    IReadOnlyList<SiteFault>? Faults = null,
    bool IsPreview = false)
{
    /// <summary>Where it is.</summary>
    public string Path => "/e/" + Slug;

    /// <summary>Whether the time that it begins at has come, and goods may be held.</summary>
    public bool HasBegun { get; init; }

    /// <summary>What it asks to hold: the first that is there; null for nothing.</summary>
    public GoodsView? Offered => Goods.Values.FirstOrDefault(static item => item.Available > 0);

    /// <summary>The site's name and the kit's.</summary>
    public SiteHead Head => new(Content.Title, Content.Tagline, Kit, Content.Theme, ["site.js"]);
}
