namespace EdgeKit.Demo.Tablets;

/// <summary>What a tablet does next.</summary>
internal enum TabletDeed
{
    /// <summary>Takes an order.</summary>
    Order,

    /// <summary>Takes the money for an order that was to be paid later.</summary>
    Pay,

    /// <summary>Takes back an order that was not paid.</summary>
    Void,

    /// <summary>Gives money back.</summary>
    Refund,

    /// <summary>Records a delivery.</summary>
    Restock,
}
