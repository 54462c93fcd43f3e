using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>The editor of one site.</summary>
/// <param name="Head">What stands around it.</param>
/// <param name="Token">Of its forms.</param>
/// <param name="Site">The site as it is kept.</param>
/// <param name="Content">The draft as it was typed.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Opens">When it begins, as its field has it.</param>
/// <param name="Zone">The time zone that times are in.</param>
/// <param name="Preview">The path of the preview, for whoever gets it.</param>
/// <param name="Goods">What can be put on sale: SKU and name.</param>
/// <param name="Streams">What can be played.</param>
/// <param name="IsClockSet">Whether a time of day means something.</param>
/// <param name="Due">When it is published by itself, in words; null for never.</param>
/// <param name="Said">What was just done; null for nothing.</param>
internal sealed record EditorPage(
    PageHead Head,
    string Token,
    Site Site,
    SiteContent Content,
    IReadOnlyList<SiteFault> Faults,
    string Opens,
    string Zone,
    string Preview,
    IReadOnlyList<(string Sku, string Name)> Goods,
    IReadOnlyList<string> Streams,
    bool IsClockSet,
    string? Due,
    string? Said);
