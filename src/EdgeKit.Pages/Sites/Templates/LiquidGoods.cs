namespace EdgeKit.Pages.Sites.Templates;

/// <summary>An item, as a template may say it.</summary>
/// <param name="Sku">Its key.</param>
/// <param name="Name">What a person reads.</param>
/// <param name="Price">In words, such as 12.50 €.</param>
/// <param name="Available">How many may be had now.</param>
internal sealed record LiquidGoods(string Sku, string Name, string Price, long Available);
