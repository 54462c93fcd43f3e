using EdgeKit.Contracts.Orders;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till.Orders;

/// <summary>The last orders.</summary>
/// <param name="Frame">What stands around it.</param>
/// <param name="Orders">Newest first.</param>
/// <param name="Clock">Says times.</param>
/// <param name="Receipt">What was looked for.</param>
/// <param name="Wrong">Why it was not found.</param>
internal sealed record OrdersModel(TillFrame Frame, IReadOnlyList<OrderView> Orders, ClockText Clock, string Receipt = "", string? Wrong = null);
