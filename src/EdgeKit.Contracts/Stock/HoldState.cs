namespace EdgeKit.Contracts.Stock;

/// <summary>What became of a hold.</summary>
public enum HoldState
{
    /// <summary>The goods are reserved until the time is over.</summary>
    Held = 0,

    /// <summary>The cart is being paid: the goods stay reserved until that ends.</summary>
    Paying = 1,

    /// <summary>An order used it up.</summary>
    Committed = 2,

    /// <summary>Its holder gave it up.</summary>
    Released = 3,

    /// <summary>Its time is over.</summary>
    Expired = 4,
}
