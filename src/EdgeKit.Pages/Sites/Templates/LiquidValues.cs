namespace EdgeKit.Pages.Sites.Templates;

/// <summary>What a template may say: plain values of the kit, and nothing that leads any further.</summary>
/// <param name="Title">The site's.</param>
/// <param name="Venue">Where it is.</param>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Goods">What is for sale on the page.</param>
/// <param name="PlacesLeft">At what the page invites to; null if it does not.</param>
internal sealed record LiquidValues(string Title, string Venue, string Kit, IReadOnlyList<LiquidGoods> Goods, int? PlacesLeft);
