using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Demo.Comparing;

/// <summary>An order as the cloud lists it.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Kit">Which kit took it.</param>
/// <param name="Seq">The record that accepted it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lines">What was sold.</param>
/// <param name="Total">What it came to.</param>
internal sealed record CloudOrder(Guid OrderId, string Kit, long Seq, OrderStatus Status, IReadOnlyList<OrderLine> Lines, Money Total);
