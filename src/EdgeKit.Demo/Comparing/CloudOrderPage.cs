namespace EdgeKit.Demo.Comparing;

/// <summary>A page of the cloud's orders.</summary>
/// <param name="Orders">Oldest first.</param>
/// <param name="Next">The next <c>since</c>; empty at the end.</param>
internal sealed record CloudOrderPage(IReadOnlyList<CloudOrder> Orders, string Next);
