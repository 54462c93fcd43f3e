namespace EdgeKit.Demo.Comparing;

/// <summary>The orders of one status.</summary>
/// <param name="Orders">How many.</param>
/// <param name="Amount">What they came to, in minor units.</param>
internal readonly record struct StatusSum(int Orders, long Amount);
