using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>All sites of the kit.</summary>
/// <param name="Head">What stands around it.</param>
/// <param name="Token">Of its forms.</param>
/// <param name="Sites">Them.</param>
/// <param name="Said">What was just done; null for nothing.</param>
internal sealed record SiteListPage(PageHead Head, string Token, IReadOnlyList<Site> Sites, string? Said);
