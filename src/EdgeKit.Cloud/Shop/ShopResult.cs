namespace EdgeKit.Cloud.Shop;

/// <summary>What became of an order of the shop.</summary>
internal abstract record ShopResult
{
    private ShopResult()
    {
    }

    /// <summary>It was sold.</summary>
    internal sealed record Sold(byte[] Answer, bool Replayed) : ShopResult;

    /// <summary>The pool has less of these.</summary>
    internal sealed record OutOfStock(IReadOnlyDictionary<string, long> Available) : ShopResult;

    /// <summary>The key was used with another body.</summary>
    internal sealed record KeyReused : ShopResult;
}
