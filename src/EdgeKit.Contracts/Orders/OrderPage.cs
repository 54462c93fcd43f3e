namespace EdgeKit.Contracts.Orders;

/// <summary>A page of orders, oldest first.</summary>
/// <param name="Orders">The orders after the one that was asked for.</param>
/// <param name="Next">The next <c>since</c>; empty at the end.</param>
public sealed record OrderPage(IReadOnlyList<OrderView> Orders, string Next);
