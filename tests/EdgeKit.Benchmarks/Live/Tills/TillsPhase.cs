using EdgeKit.Benchmarks.Orders;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live.Tills;

/// <summary>A time of selling.</summary>
/// <param name="Orders">What the tablets had.</param>
/// <param name="KitCost">What the kit used meanwhile.</param>
/// <param name="OwnCost">What tablets, viewers, attackers and origin used meanwhile.</param>
/// <param name="ResidentBytes">The kit's memory at its end.</param>
/// <param name="MediaBytes">What media took of that.</param>
/// <param name="Deliveries">What the viewers had.</param>
/// <param name="Late">What of that did not come as a whole and in time.</param>
internal sealed record TillsPhase(
    LoadResult Orders, ProcessCost KitCost, ProcessCost OwnCost, long ResidentBytes, long MediaBytes, int Deliveries, IReadOnlyList<Delivery> Late)
{
    /// <summary>Sells for a while, with or without an audience.</summary>
    public static async Task<TillsPhase> RunAsync(TillsStall stall, TimeSpan duration, Audience? audience, CancellationToken cancellationToken)
    {
        var (kit, own, seen) = (ProcessCost.Of(stall.Kit.Child.Pid), ProcessCost.Of(Environment.ProcessId), audience?.Deliveries.Count ?? 0);
        var orders = await stall.SellAsync(duration);
        var got = audience?.Deliveries.Skip(seen).ToList() ?? [];
        return new TillsPhase(
            orders,
            ProcessCost.Of(stall.Kit.Child.Pid).Since(kit),
            ProcessCost.Of(Environment.ProcessId).Since(own),
            stall.Kit.Child.ResidentBytes,
            (await stall.LiveAsync(cancellationToken)).MemoryBytes,
            got.Count,
            [.. got.Where(delivery => !delivery.IsInTime(stall.Origin.Options))]);
    }
}
