using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>What stands around a page of a site.</summary>
/// <param name="Title">For the browser's tab.</param>
/// <param name="Description">For who passes the link on.</param>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Theme">Its palette.</param>
/// <param name="Scripts">Modules of <c>/assets</c>; every page does its work without.</param>
internal sealed record SiteHead(string Title, string Description, string Kit, Theme Theme, IReadOnlyList<string> Scripts)
{
    /// <summary>The class that sets the palette.</summary>
    public string ThemeClass => Theme switch
    {
        Theme.Lantern => "lantern-theme",
        Theme.Mint => "mint-theme",
        Theme.Plum => "plum-theme",
        Theme.Harbour => "harbour-theme",
    };
}
