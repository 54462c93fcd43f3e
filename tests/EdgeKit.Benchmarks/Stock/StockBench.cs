using System.Globalization;
using EdgeKit.Simulation.Evenings;

namespace EdgeKit.Benchmarks.Stock;

/// <summary>
/// One stock sold at twenty kits in four markets and an online shop, through outages, power cuts, clock jumps and crowds: by EdgeKit's own ledgers and cloud, and beside
/// that as most do it. Feasible is what could be sold by somebody who knows the evening in advance and moves units at no cost among places that reach each other.
/// </summary>
internal static class StockBench
{
    private const string Scratch = "/dev/shm";

    private static readonly (double Offline, double LeastSold)[] Targets = [(0.5, 0.97), (0.9, 0.92)];

    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var (seed, evenings) = (arguments.Number("seed", 1), arguments.Number("evenings", 5));
        var options = new EveningOptions(seed, 0);
        var (kits, skus, units) = (arguments.Number("kits", options.Kits), arguments.Number("skus", options.Skus), arguments.Number("units", options.Units));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kits} kits in {options.Markets} markets and a shop, {skus} items of {units}, {options.Demand} units asked for each; {options.Length.TotalHours:0} h, {evenings} evenings from seed {seed}"));
        var met = true;
        foreach (var (offline, least) in Targets)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{offline:0 %} of the time offline    sold ÷ feasible   oversold"));
            SellerScore[]? sums = null;
            for (var evening = 0; evening < evenings; evening++)
            {
                var plan = EveningPlan.Of(options with { Seed = seed + evening, OfflineShare = offline, Kits = kits, Skus = skus, Units = units });
                var scores = await ScoresAsync(plan, cancellationToken);
                sums = sums is null ? scores : [.. sums.Zip(scores, static (sum, score) => sum + score)];
            }

            foreach (var score in sums ?? [])
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {score.Name,-28} {score.SoldShare,10:0.0 %} {score.OversoldShare,14:0.0 %}"));
            }

            met &= sums is [.., { Oversold: 0 } withoutLan, { Oversold: 0 } ours] && ours.SoldShare >= least && withoutLan.Sold > 0;
        }

        return met;
    }

    private static async Task<SellerScore[]> ScoresAsync(EveningPlan plan, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists(Scratch) ? Scratch : Path.GetTempPath(), Path.GetRandomFileName()));
        try
        {
            await using var alone = new RightsSeller(Path.Combine(folder.FullName, "alone"), hasLan: false);
            await using var market = new RightsSeller(Path.Combine(folder.FullName, "market"), hasLan: true);
            SellerScore[] scores =
            [
                await Evening.RunAsync(plan, new LastSyncedStock(), hasLan: false, cancellationToken),
                await Evening.RunAsync(plan, new StaticSplit(), hasLan: false, cancellationToken),
                await Evening.RunAsync(plan, alone, hasLan: false, cancellationToken),
                await Evening.RunAsync(plan, market, hasLan: true, cancellationToken),
            ];
            foreach (var seller in new[] { alone, market })
            {
                var (pool, online, offline) = await seller.LeftAsync(cancellationToken);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  seed {plan.Options.Seed}, {seller.Name}: refused {seller.Refused.Reachable} units that could be reached and {seller.Refused.Unreachable} that could not; left with the shop {pool}, at kits with uplink {online}, at others {offline}"));
            }

            return scores;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
