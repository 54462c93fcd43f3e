using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Holds;

/// <summary>Goods that are reserved for a cart, or were.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Cart">Whose it is; empty once it has ended, since nobody needs to know then.</param>
/// <param name="Lines">What is reserved, one entry a SKU.</param>
/// <param name="State">What became of it.</param>
/// <param name="Deadline">The kit's running time at which it expires, while it is held.</param>
/// <param name="Device">Whose limits it counts against; null for nobody's, and once it has ended.</param>
/// <param name="Ended">Grows from one that ends to the next; 0 for one that has not ended.</param>
internal sealed record Hold(Guid Id, string Cart, IReadOnlyList<SkuQuantity> Lines, HoldState State, TimeSpan Deadline, string? Device, long Ended = 0)
{
    /// <summary>Whether the goods are reserved.</summary>
    public bool IsActive => State is HoldState.Held or HoldState.Paying;

    /// <summary>How many of a SKU it names.</summary>
    public int Of(string sku)
    {
        foreach (var line in Lines)
        {
            if (string.Equals(line.Sku, sku, StringComparison.Ordinal))
            {
                return line.Quantity;
            }
        }

        return 0;
    }

    /// <summary>The same once it has ended.</summary>
    public Hold End(HoldState state, long ended) => this with { State = state, Cart = "", Device = null, Ended = ended };

    /// <summary>The same, as the API tells it at this running time.</summary>
    public HoldView ViewAt(TimeSpan running) =>
        new(Id, Cart, Lines, State, State == HoldState.Held ? Math.Max(0, (Deadline - running).TotalSeconds) : null);
}
