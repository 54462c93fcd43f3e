using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;

namespace EdgeKit.Kernel.Ledger;

/// <summary>
/// Orders, stock and holds for modules with pages of their own: the same rules, commands and refusals as the API has. A request with
/// an idempotency key has one effect, however often it comes; another request with the same key is refused.
/// </summary>
public interface IOrderDesk
{
    /// <summary>What may be sold, by SKU, as of the last commit.</summary>
    IReadOnlyList<StockLevel> Stock { get; }

    /// <summary>What may be sold of one SKU; nothing if the kit never had any.</summary>
    StockLevel StockOf(string sku);

    /// <summary>Accepts an order. It is on the disk when it returns.</summary>
    /// <param name="key">1 to 255 visible ASCII characters.</param>
    /// <param name="submission">What is ordered.</param>
    /// <param name="by">The device that asks; null for this machine and for a guest.</param>
    /// <param name="cancellationToken">Ends the wait, not the order.</param>
    Task<(OrderReceipt? Receipt, ProblemResult? Problem)> SubmitAsync(string? key, OrderSubmission submission, string? by, CancellationToken cancellationToken);

    /// <summary>Records the payment of an open order.</summary>
    Task<(OrderChange? Change, ProblemResult? Problem)> PayAsync(string? key, Guid orderId, PayRequest request, string? by);

    /// <summary>Takes an order or some of it back before the goods are given.</summary>
    Task<(OrderChange? Change, ProblemResult? Problem)> VoidAsync(string? key, Guid orderId, TakeBackRequest request, string? by);

    /// <summary>Gives money back for an order or some of it.</summary>
    Task<(OrderChange? Change, ProblemResult? Problem)> RefundAsync(string? key, Guid orderId, TakeBackRequest request, string? by);

    /// <summary>Finds an order.</summary>
    ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(Guid orderId, CancellationToken cancellationToken);

    /// <summary>Finds an order by what a person reads aloud: <c>17-0421</c>, or its number alone.</summary>
    ValueTask<(OrderView? Order, ProblemResult? Problem)> FindAsync(string receipt, CancellationToken cancellationToken);

    /// <summary>The newest orders, newest first.</summary>
    /// <param name="most">At most so many: 1 to 500.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<OrderView>> LatestAsync(int most, CancellationToken cancellationToken);

    /// <summary>The holds that reserve goods now, oldest first.</summary>
    IReadOnlyList<HoldView> ActiveHolds { get; }

    /// <summary>Reserves goods for a cart, in place of what it had.</summary>
    /// <param name="request">For which cart, what, for how long.</param>
    /// <param name="device">Whose limits it counts against; null for nobody's.</param>
    Task<(HoldView? Hold, ProblemResult? Problem)> PlaceHoldAsync(HoldRequest request, string? device);

    /// <summary>Reserves other goods, or for longer.</summary>
    Task<(HoldView? Hold, ProblemResult? Problem)> ReplaceHoldAsync(Guid id, HoldRequest request, string? device);

    /// <summary>Finds a hold; null if there is none or it is no longer kept.</summary>
    HoldView? FindHold(Guid id);

    /// <summary>Gives a hold up. Once more has no further effect.</summary>
    /// <returns>Null once it is given up.</returns>
    Task<ProblemResult?> ReleaseHoldAsync(Guid id);
}
