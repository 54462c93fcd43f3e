using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Simulation.Schedules;
using EdgeKit.Testing.Histories;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Stock.Processes;

/// <summary>
/// Published programs for a few seconds: two tills at each of three kits and the shop sell the same few things, while kits and cloud are killed and the ways between them
/// fail. When everything is up again and nothing is on its way, the history's checker judges. The seed repeats what is tried and which faults come, not the moments.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "Picks what happens; the seed repeats it.")]
internal static class ProcessSchedule
{
    private const int TillsPerKit = 2;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    private static readonly RelayFault[] Faults =
        [RelayFault.None, RelayFault.Refuse, RelayFault.Reset, RelayFault.HalfOpen, RelayFault.AnswerLost, RelayFault.Slow, RelayFault.CaptivePortal, RelayFault.Unavailable];

    [SuppressMessage("Reliability", "CA2025", Justification = "All who work have ended before anything is disposed.")]
    public static async Task<ScheduleResult> RunAsync(int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var tally = new ScheduleTally();
        var started = TimeProvider.System.GetTimestamp();
        await using var market = await StockMarket.StartAsync(cancellationToken);
        var clients = new List<HistoryClient>();
        try
        {
            var store = new HistoryClient("store", HistoryCall.Cloud, market.Cloud.Address, started);
            clients.Add(store);
            foreach (var sku in StockMarket.Skus)
            {
                await store.PoolReceiveAsync(sku, random.Next(20, 60), cancellationToken);

                // One kit has most of it, so that the others need some.
                var rich = random.Next(market.Stalls.Count);
                foreach (var (kit, _) in market.Stalls)
                {
                    await market.GrantAsync(kit, sku, kit == market.Stalls[rich].Kit ? random.Next(8, 17) : random.Next(1, 3), cancellationToken);
                }
            }

            var shop = new HistoryClient("shop", HistoryCall.Cloud, market.Cloud.Address, started);
            clients.Add(shop);
            var until = TimeProvider.System.GetElapsedTime(started) + Length;
            bool Goes() => TimeProvider.System.GetElapsedTime(started) < until;
            var working = new List<Task> { ShopAsync(shop, new Random(random.Next()), Goes, cancellationToken), DisturbAsync(market, new Random(random.Next()), tally, Goes, cancellationToken) };
            foreach (var (kit, _) in market.Stalls)
            {
                for (var number = 0; number < TillsPerKit; number++)
                {
                    var till = new HistoryClient(string.Create(CultureInfo.InvariantCulture, $"till {number} of {kit.Setup.Id}"), kit.Setup.Id, kit.Address, started);
                    clients.Add(till);
                    working.Add(SellAsync(till, [.. market.Stalls.Select(static stall => stall.Kit.Setup.Id)], new Random(random.Next()), Goes, cancellationToken));
                }
            }

            await Task.WhenAll(working);
            return await JudgeAsync(seed, market, clients, tally, random, cancellationToken);
        }
        finally
        {
            clients.ForEach(static client => client.Dispose());
        }
    }

    private static async Task SellAsync(HistoryClient till, IReadOnlyList<string> kits, Random random, Func<bool> goes, CancellationToken cancellationToken)
    {
        var orders = new List<Guid>();
        (Guid Id, IReadOnlyList<SkuQuantity> Lines)? hold = null;
        while (goes())
        {
            switch (random.Next(12))
            {
                case 0 or 1:
                    var lines = Some(random);
                    var held = await till.HoldAsync(lines, random.Next(10, 60), cancellationToken);
                    hold = held is { Outcome: HistoryOutcome.Ok, Answer.Id: { } id } ? (id, lines) : hold;
                    break;
                case 2 or 3 when hold is var (used, reserved):
                    hold = null;
                    await till.OrderAsync(reserved, used, cancellationToken);
                    break;
                case 4 when orders.Count > 0:
                    await till.VoidAsync(orders[random.Next(orders.Count)], cancellationToken);
                    break;
                case 5 when random.Next(3) == 0:
                    await till.ReceiveAsync(StockMarket.Skus[random.Next(StockMarket.Skus.Length)], random.Next(1, 3), cancellationToken);
                    break;
                case 6 or 7:
                    await till.TransferAsync(StockMarket.Skus[random.Next(StockMarket.Skus.Length)], kits[random.Next(kits.Count)], random.Next(1, 4), cancellationToken);
                    break;
                default:
                    if (await till.OrderAsync(Some(random), hold: null, cancellationToken) is { Outcome: HistoryOutcome.Ok, Answer.Id: { } order })
                    {
                        orders.Add(order);
                    }

                    break;
            }

            await PauseAsync(random, 20, 120, cancellationToken);
        }
    }

    private static async Task ShopAsync(HistoryClient shop, Random random, Func<bool> goes, CancellationToken cancellationToken)
    {
        while (goes())
        {
            await shop.ShopOrderAsync(Some(random), cancellationToken);
            await PauseAsync(random, 100, 400, cancellationToken);
        }
    }

    private static async Task DisturbAsync(StockMarket market, Random random, ScheduleTally tally, Func<bool> goes, CancellationToken cancellationToken)
    {
        while (goes())
        {
            await PauseAsync(random, 50, 500, cancellationToken);
            var (kit, way) = market.Stalls[random.Next(market.Stalls.Count)];
            switch (random.Next(6))
            {
                case 0 or 1:
                    await kit.KillAsync(cancellationToken);
                    tally.Add("kits killed");
                    await PauseAsync(random, 0, 300, cancellationToken);
                    await kit.StartAsync(cancellationToken);
                    break;
                case 2:
                    await market.Cloud.KillAsync(cancellationToken);
                    tally.Add("clouds killed");
                    await PauseAsync(random, 0, 300, cancellationToken);
                    await market.Cloud.StartAsync(cancellationToken);
                    break;
                default:
                    way.Switch(Faults[random.Next(Faults.Length)]);
                    tally.Add("ways that changed");
                    break;
            }
        }
    }

    private static async Task<ScheduleResult> JudgeAsync(
        int seed, StockMarket market, List<HistoryClient> clients, ScheduleTally tally, Random random, CancellationToken cancellationToken)
    {
        foreach (var (_, way) in market.Stalls)
        {
            way.Switch(RelayFault.None);
        }

        // Half of what got no answer is asked for again; of the rest nobody ever learns.
        foreach (var again in clients.SelectMany(static client => client.Open).Where(_ => random.Next(2) == 0).ToList())
        {
            tally.Add("calls asked again that were answered", (await again(cancellationToken)).Outcome == HistoryOutcome.Unknown ? 0 : 1);
        }

        await market.SettleAsync(cancellationToken);
        var ledgers = await market.LedgersAsync(cancellationToken);
        HistoryCall[] calls = [.. clients.SelectMany(static client => client.Calls)];
        foreach (var outcome in calls.GroupBy(static call => call.Outcome))
        {
            tally.Add(outcome.Key == HistoryOutcome.Ok ? "calls done" : outcome.Key == HistoryOutcome.Fail ? "calls refused" : "calls without an answer", outcome.Count());
        }

        tally.Add("transfers asked for without an answer", clients.Sum(static client => client.Unanswered));
        tally.Add("transfers", ledgers.Kits.Sum(static kit => kit.Records.Count(static record => record.Type == RecordTypes.TransferIn)));
        tally.Add("records", ledgers.Kits.Sum(static kit => kit.Records.Count));
        return new ScheduleResult(seed, [.. HistoryChecker.Check(calls, ledgers).Select(static violation => violation.ToString())], tally);
    }

    private static IReadOnlyList<SkuQuantity> Some(Random random) => [new SkuQuantity(StockMarket.Skus[random.Next(StockMarket.Skus.Length)], random.Next(1, 3))];

    private static Task PauseAsync(Random random, int least, int most, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(random.Next(least, most)), TimeProvider.System, cancellationToken);
}
