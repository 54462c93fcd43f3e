using EdgeKit.Benchmarks.Orders;

namespace EdgeKit.Benchmarks.Live.Tills;

/// <summary>What the tablets notice of the viewers, and of those who come to do harm.</summary>
internal static class TillsSection
{
    private const double MiB = 1 << 20;
    private const double Most = 2;
    private const long MostBesidesMedia = 96 << 20;

    /// <summary>Deliveries for each viewer before the clock runs: all are connected and play.</summary>
    private const int Settled = 2;

    /// <summary>Runs it with viewers.</summary>
    public static Task<bool> RunAsync(LiveSetup setup, CancellationToken cancellationToken) => RunAsync(setup, "tills", attack: null, cancellationToken);

    /// <summary>Runs it with viewers and a hostile crowd.</summary>
    public static Task<bool> RunHostileAsync(LiveSetup setup, CancellationToken cancellationToken) =>
        RunAsync(setup, "hostile", new AttackStrength(setup.Arguments.Number("halves", 10_000), setup.Arguments.Number("slow", 60), setup.Arguments.Number("rude", 400)), cancellationToken);

    private static async Task<bool> RunAsync(LiveSetup setup, string name, AttackStrength? attack, CancellationToken cancellationToken)
    {
        var viewers = setup.Viewers > 0 ? setup.Viewers : 200;
        var duration = TimeSpan.FromSeconds(setup.Arguments.Number("seconds", 40));
        await using var stall = await TillsStall.StartAsync(setup.Arguments.Text("folder"), cancellationToken);
        var (idle, busy, attacks) = (new List<TillsPhase>(), new List<TillsPhase>(), new List<Attack>());
        Console.WriteLine(FormattableString.Invariant(
            $"\n{name}: 4 tablets order at a busy stall's pace for {duration.TotalSeconds:0} s, by turns alone and beside {viewers} viewers, half of them low latency, of 2 Mbit/s live{(attack is null ? "" : $", and {attack}")}; {setup.Rounds} rounds; {(Environment.IsPrivilegedProcess ? "kit and tablets come before viewers and origin, which stand for other machines" : "viewers and origin take the kit's processors too: run as root to let the kit come first")}"));
        Console.WriteLine("              orders   orders/s   p50 ms   p99 ms   kit's CPU   CPU of tablets, viewers, origin   kit's RSS MiB   media's MiB   late or broken (of)   load average");
        for (var round = 0; round < setup.Rounds; round++)
        {
            await stall.IdleAsync(cancellationToken);
            idle.Add(Print("idle", await TillsPhase.RunAsync(stall, duration, audience: null, cancellationToken), duration));

            await using var audience = stall.Watch(viewers);
            await audience.WatchAsync(Settled, cancellationToken);
            await using var harm = attack is null ? null : await Attack.StartAsync(attack, stall, cancellationToken);
            busy.Add(Print(harm is null ? "viewers" : "hostile", await TillsPhase.RunAsync(stall, duration, audience, cancellationToken), duration));
            if (harm is not null)
            {
                await harm.StopAsync();
                Console.WriteLine(harm);
                attacks.Add(harm);
            }
        }

        return Judge(setup, name, idle, busy, attacks);
    }

    private static TillsPhase Print(string phase, TillsPhase had, TimeSpan duration)
    {
        var load = File.ReadAllText("/proc/loadavg");
        Console.WriteLine(FormattableString.Invariant(
            $"{phase,-12} {had.Orders.Orders,7}   {had.Orders.Rate,8:0.0}   {had.Orders.Median.TotalMilliseconds,6:0.00}   {had.Orders.P99.TotalMilliseconds,6:0.00}   {had.KitCost.Processor / duration,9:P0}   {had.OwnCost.Processor / duration,31:P0}   {had.ResidentBytes / MiB,13:0.0}   {had.MediaBytes / MiB,11:0.0}   {had.Late.Count,14} ({had.Deliveries})   {load[..load.IndexOf(' ', StringComparison.Ordinal)],12}"));
        foreach (var late in had.Late.Take(5))
        {
            Console.WriteLine($"  {late}");
        }

        return had;
    }

    private static TimeSpan Middle(List<TillsPhase> phases) => phases.Select(static phase => phase.Orders.P99).Order().ElementAt((phases.Count - 1) / 2);

    private static bool Judge(LiveSetup setup, string name, List<TillsPhase> idle, List<TillsPhase> busy, List<Attack> attacks)
    {
        var (alone, beside) = (LoadResult.Of(idle.Select(static phase => phase.Orders)), LoadResult.Of(busy.Select(static phase => phase.Orders)));

        // A flush that takes 25 ms spoils the p99 of the phase that it falls into, so rounds are compared by their medians, the lower of two.
        var (quiet, crowded) = (Middle(idle), Middle(busy));
        Console.WriteLine(FormattableString.Invariant(
            $"all rounds: p50 {alone.Median.TotalMilliseconds:0.00} ms idle, {beside.Median.TotalMilliseconds:0.00} ms {name}, ratio {beside.Median / alone.Median:0.00}; p99 {alone.P99.TotalMilliseconds:0.00} and {beside.P99.TotalMilliseconds:0.00} ms, of the middle round {quiet.TotalMilliseconds:0.00} and {crowded.TotalMilliseconds:0.00} ms"));
        var isMet = LiveSetup.Judge($"{name}: orders' p99 / the same idle", crowded / quiet, Most, "");
        isMet &= LiveSetup.Judge($"{name}: objects that did not come whole and in time", busy.Sum(static phase => phase.Late.Count), 0, "");
        isMet &= LiveSetup.Judge($"{name}: resident memory, most at the end of a phase (96 MiB and live.memory)", busy.Max(static phase => phase.ResidentBytes) / MiB, (MostBesidesMedia + TillsStall.MediaMemory) / MiB, "MiB");
        foreach (var attack in attacks)
        {
            isMet &= attack.Judge();
        }

        return isMet && busy.Count == setup.Rounds;
    }
}
