using EdgeKit.Contracts.Log;

namespace EdgeKit.Demo.Tablets;

/// <summary>How often things happen at a stall.</summary>
internal static class TabletHabits
{
    /// <summary>What comes next.</summary>
    /// <param name="chance">Decides.</param>
    /// <param name="open">Orders of this tablet that wait for their money.</param>
    /// <param name="paid">Orders of this tablet that could be refunded.</param>
    /// <param name="soldOut">Whether more of something could be made.</param>
    public static TabletDeed Next(Chance chance, int open, int paid, bool soldOut)
    {
        var deeds = new[] { TabletDeed.Order, TabletDeed.Pay, TabletDeed.Void, TabletDeed.Refund, TabletDeed.Restock };
        var weights = new[] { 80.0, open > 0 ? 5 + (10 * open) : 0, open > 0 ? 4 : 0, paid > 3 ? 2.5 : 0, soldOut ? 12 : 0 };
        return deeds[chance.Weighted(weights)];
    }

    /// <summary>How a customer pays.</summary>
    public static Payment Payment(Chance chance, bool mayWait) => chance.Weighted([50, 38, mayWait ? 12 : 0]) switch
    {
        0 => new Payment(PaymentMethod.Cash),
        1 => new Payment(PaymentMethod.Terminal, $"T-{chance.Between(100_000, 999_999)}"),
        _ => new Payment(PaymentMethod.Later),
    };
}
