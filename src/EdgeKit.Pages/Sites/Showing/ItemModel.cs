namespace EdgeKit.Pages.Sites.Showing;

/// <summary>An item in a list of them.</summary>
/// <param name="Path">The site's.</param>
/// <param name="Goods">The item.</param>
/// <param name="CanHold">Whether it may be held already.</param>
/// <param name="IsPreview">Whether nothing may be done here.</param>
internal sealed record ItemModel(string Path, GoodsView Goods, bool CanHold, bool IsPreview);
