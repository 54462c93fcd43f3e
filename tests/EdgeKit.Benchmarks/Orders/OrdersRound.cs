using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>One measurement at one number of writers.</summary>
/// <param name="Kit">Through HTTP.</param>
/// <param name="Bare">The same rows by bare SQLite.</param>
/// <param name="Batch">Orders that shared a flush, on average.</param>
/// <param name="KitCost">What the kit used.</param>
/// <param name="LoadCost">What the load used.</param>
/// <param name="BareCost">What bare SQLite used.</param>
internal sealed record OrdersRound(LoadResult Kit, LoadResult Bare, double Batch, ProcessCost KitCost, ProcessCost LoadCost, ProcessCost BareCost)
{
    /// <summary>The kit's orders to bare SQLite's.</summary>
    public double Ratio => Kit.Rate / Bare.Rate;
}
