using EdgeKit.Contracts;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>An item on a page.</summary>
/// <param name="Sku">Its key.</param>
/// <param name="Name">What a person reads.</param>
/// <param name="Price">Of one.</param>
/// <param name="Picture">A path on the kit, or an address; null for none.</param>
/// <param name="Available">How many may be had now.</param>
internal sealed record GoodsView(string Sku, string Name, Money Price, string? Picture, long Available)
{
    /// <summary>The most that one shopper may choose at once.</summary>
    public const int MostAtOnce = 6;

    /// <summary>How many may be chosen here.</summary>
    public int Choices => (int)Math.Min(MostAtOnce, Available);
}
