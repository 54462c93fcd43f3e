using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till;

/// <summary>What stands around each page of the till.</summary>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Title">What the page is.</param>
/// <param name="Path">Its address among the till's pages.</param>
/// <param name="Banner">How selling is.</param>
/// <param name="Token">The hidden field of its forms.</param>
/// <param name="Key">The idempotency key of its forms.</param>
internal sealed record TillFrame(string Kit, string Title, string Path, Banner Banner, string Token, string Key)
{
    /// <summary>The page's head.</summary>
    public PageHead Head => new(Title, Kit, "till", ["till.css"], ["till.js"]);
}
