using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Till;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till.Orders;

/// <summary>One order, its receipt, and what may become of it.</summary>
/// <param name="Frame">What stands around it.</param>
/// <param name="Order">The order.</param>
/// <param name="Lines">What was sold, and what is left of that.</param>
/// <param name="Taxes">What of it is tax, by rate.</param>
/// <param name="Clock">Says times.</param>
/// <param name="NeedsPin">Whether whoever looks needs the manager's PIN to take something back.</param>
/// <param name="Given">What was handed over in cash just now.</param>
/// <param name="Wrong">Why the last form was not taken.</param>
/// <param name="Typed">What was typed in it.</param>
internal sealed record ReceiptModel(
    TillFrame Frame,
    OrderView Order,
    IReadOnlyList<ReceiptLine> Lines,
    IReadOnlyList<TillTax> Taxes,
    ClockText Clock,
    bool NeedsPin,
    Money? Given = null,
    string? Wrong = null,
    TypedTakeBack? Typed = null)
{
    /// <summary>What is to be paid, where it is open.</summary>
    public Money Due => Order.Total with { Amount = Lines.Sum(static line => line.Left * line.Price.Amount) };
}
