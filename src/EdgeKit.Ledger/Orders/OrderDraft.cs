using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Ledger.Orders;

/// <summary>An order that the rules allow, as far as can be said without the stock: priced, added up, not yet numbered.</summary>
/// <param name="Lines">Priced.</param>
/// <param name="Wanted">One entry a SKU.</param>
/// <param name="Total">Of all lines.</param>
/// <param name="Status">Open or paid.</param>
/// <param name="Payment">How it is paid.</param>
/// <param name="Customer">Whom it is for.</param>
/// <param name="Note">Free text.</param>
/// <param name="HoldId">The hold it uses up.</param>
internal sealed record OrderDraft(
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<SkuQuantity> Wanted,
    Money Total,
    OrderStatus Status,
    Payment Payment,
    Customer? Customer,
    string? Note,
    Guid? HoldId);
