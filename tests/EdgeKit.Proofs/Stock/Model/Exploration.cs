namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What an explorer saw.</summary>
/// <param name="States">How many states there are, or there were until one broke.</param>
/// <param name="Steps">How many steps lead from one to another.</param>
/// <param name="Depth">The most steps that it takes to any of them.</param>
/// <param name="Broken">What does not hold, or null.</param>
/// <param name="Trace">The fewest steps that lead there.</param>
internal sealed record Exploration(int States, long Steps, int Depth, string? Broken, IReadOnlyList<string> Trace);
