using EdgeKit.Contracts.Orders;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till.Queue;

/// <summary>What the cloud does not have yet.</summary>
/// <param name="Frame">What stands around it.</param>
/// <param name="Waiting">Orders that wait, oldest first.</param>
/// <param name="Clock">Says times.</param>
/// <param name="Now">By the kit's clock.</param>
internal sealed record QueueModel(TillFrame Frame, IReadOnlyList<OrderView> Waiting, ClockText Clock, DateTimeOffset Now);
