namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What the cloud keeps of the one SKU.</summary>
internal enum CloudCell
{
    /// <summary>T: what ever existed.</summary>
    Total,

    /// <summary>P, kept as a number of its own, so that it can differ from what it should be.</summary>
    Pool,

    /// <summary>Sold by the shop.</summary>
    ShopSold,

    /// <summary>A grant was decided and not made yet; in <see cref="WrongRule.GrantWithoutLock"/> only.</summary>
    Read,

    /// <summary>How many there are.</summary>
    Count,
}
