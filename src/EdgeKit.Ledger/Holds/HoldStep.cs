namespace EdgeKit.Ledger.Holds;

/// <summary>What can happen to a hold.</summary>
internal enum HoldStep
{
    /// <summary>Its cart wants other goods, or more time.</summary>
    Replace,

    /// <summary>Its cart is being paid.</summary>
    Pay,

    /// <summary>An order uses it up.</summary>
    Commit,

    /// <summary>It is given up.</summary>
    Release,

    /// <summary>Its time is over.</summary>
    Expire,
}
