namespace EdgeKit.Testing.Histories;

/// <summary>What was asked for.</summary>
public enum HistoryOperation
{
    /// <summary>An order at a kit.</summary>
    Order,

    /// <summary>A hold at a kit.</summary>
    Hold,

    /// <summary>Other lines for a hold.</summary>
    ReplaceHold,

    /// <summary>The end of a hold.</summary>
    ReleaseHold,

    /// <summary>The payment of an open order.</summary>
    Pay,

    /// <summary>An order, or some of it, taken back before the goods were given.</summary>
    Void,

    /// <summary>An order, or some of it, taken back after.</summary>
    Refund,

    /// <summary>Goods that arrived at the stall.</summary>
    Receive,

    /// <summary>Goods that were counted at the stall.</summary>
    Count,

    /// <summary>An order of the online shop.</summary>
    ShopOrder,

    /// <summary>Goods that arrived at no stall.</summary>
    PoolReceive,
}
