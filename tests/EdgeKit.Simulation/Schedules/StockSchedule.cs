using EdgeKit.Testing.Histories;

namespace EdgeKit.Simulation.Schedules;

/// <summary>
/// One random schedule of the real kit and cloud rules, the same for the same seed: orders, holds, goods, grants, transfers, outages, power cuts in the middle of
/// transactions, messages that are lost, doubled and reordered, clocks that are set. What must hold is looked at on the way, and the whole is
/// judged by the history's checker.
/// </summary>
internal static class StockSchedule
{
    private const int LookEvery = 5;

    /// <summary>Runs one.</summary>
    /// <param name="seed">Repeats it.</param>
    /// <param name="steps">How many things happen.</param>
    /// <param name="directory">Where the ledgers and the store are made.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="tamper">Something wrong that is done halfway, to see that it is found.</param>
    public static async Task<ScheduleResult> RunAsync(
        int seed, int steps, string directory, CancellationToken cancellationToken, Func<ScheduleWorld, Task>? tamper = null)
    {
        await using var world = await ScheduleWorld.OpenAsync(seed, directory, cancellationToken);
        var callers = new Callers(world);
        var messengers = new Messengers(world);
        await StartAsync(world, cancellationToken);
        for (var step = 0; step < steps && world.Faults.Count == 0; step++)
        {
            switch (world.Random.Next(20))
            {
                case 0:
                    await HappenAsync(world, cancellationToken);
                    break;
                case 1 or 2:
                    await DecideAsync(world, cancellationToken);
                    break;
                case < 11:
                    await callers.StepAsync(cancellationToken);
                    break;
                default:
                    await messengers.StepAsync(cancellationToken);
                    break;
            }

            if (tamper is not null && step == steps / 2)
            {
                await tamper(world);
            }

            if (step % LookEvery == 0)
            {
                await LookAsync(world, cancellationToken);
            }
        }

        if (world.Faults.Count == 0)
        {
            await FinishAsync(world, messengers, cancellationToken);
        }

        return new ScheduleResult(seed, world.Faults, world.Tally);
    }

    /// <summary>All kits are heard of and some goods are there.</summary>
    private static async Task StartAsync(ScheduleWorld world, CancellationToken cancellationToken)
    {
        foreach (var stall in world.Stalls)
        {
            stall.Cursor = (await world.Cloud.PullAsync(stall.Kit.Id, stall.Kit.Incarnation, "", cancellationToken)).Next;
        }

        foreach (var sku in ScheduleWorld.Skus)
        {
            var mark = world.Mark("goods");
            var quantity = 6 + world.Random.Next(20);
            var begun = world.Tick();
            await world.Cloud.ReceiveAsync(mark, sku, quantity, cancellationToken);
            world.Calls.Add(new HistoryCall("store", HistoryCall.Cloud, HistoryOperation.PoolReceive, mark, mark, begun, HistoryOutcome.Ok, [new(sku, quantity)], world.Tick()));
            foreach (var stall in world.Stalls)
            {
                await world.Cloud.GrantAsync(stall.Kit.Id, sku, world.Random.Next(1, 5), cancellationToken);
            }
        }
    }

    /// <summary>Weather, power, hands on clocks, time.</summary>
    private static async Task HappenAsync(ScheduleWorld world, CancellationToken cancellationToken)
    {
        var stall = world.Stall();
        switch (world.Random.Next(8))
        {
            case 0 or 1:
                stall.IsOnline = !stall.IsOnline;
                world.Tally.Add("uplinks that came or went");
                break;
            case 2:
                world.IsLanUp = !world.IsLanUp || world.Chance(50);
                break;
            case 3 or 4 when stall.Kit.IsOn:
                stall.Kit.Cut();
                world.Tally.Add("power cuts");
                break;
            case 5:
                stall.Kit.SetClock(TimeSpan.FromDays(365 * ((52 * world.Random.NextDouble()) - 2)));
                world.Tally.Add("clocks set");
                break;
            case 6 when world.Chance(30):
                await world.RestartCloudAsync(cancellationToken);
                world.Tally.Add("restarts of the cloud");
                break;
            default:
                world.Time.Pass(world.Time.Now + TimeSpan.FromSeconds(world.Random.Next(1, 200)));
                break;
        }

        // What is dark does not stay so.
        foreach (var dark in world.Stalls.Where(other => !other.Kit.IsOn && world.Chance(60)))
        {
            dark.Kit.SwitchOn();
        }
    }

    /// <summary>The cloud, or people there, decide who shall have what.</summary>
    private static async Task DecideAsync(ScheduleWorld world, CancellationToken cancellationToken)
    {
        var (kit, sku, quantity) = (world.Stall().Kit.Id, world.Sku(), 1 + world.Random.Next(4));
        switch (world.Random.Next(4))
        {
            case 0 or 1:
                world.Tally.Add("grants by hand", await world.Cloud.GrantAsync(kit, sku, quantity, cancellationToken) ? 1 : 0);
                break;
            case 2:
                world.Tally.Add("recalls by hand", await world.Cloud.AskBackAsync(kit, sku, quantity, cancellationToken) ? 1 : 0);
                break;
            default:
                await world.Cloud.AllocateAsync(all: true, cancellationToken);
                break;
        }
    }

    /// <summary>What must hold at every moment.</summary>
    private static async Task LookAsync(ScheduleWorld world, CancellationToken cancellationToken)
    {
        foreach (var entry in await world.Cloud.EntriesAsync(cancellationToken))
        {
            if (entry.Unexplained != 0 || entry.Deficit != 0)
            {
                world.Faults.Add($"the cloud's ledger on the way: {entry}");
            }
        }

        foreach (var kit in world.Stalls.Select(static stall => stall.Kit).Where(static kit => kit.IsOn))
        {
            foreach (var (sku, counters) in kit.State.Stock)
            {
                if (kit.State.StockOf(sku).Available < 0 && counters.Short == 0)
                {
                    world.Faults.Add($"{kit.Id} has {kit.State.StockOf(sku)} on the way");
                }
            }
        }
    }

    private static async Task FinishAsync(ScheduleWorld world, Messengers messengers, CancellationToken cancellationToken)
    {
        foreach (var stall in world.Stalls)
        {
            if (!stall.Kit.IsOn)
            {
                stall.Kit.SwitchOn();
            }
        }

        await messengers.SettleAsync(cancellationToken);
        foreach (var entry in await world.Cloud.EntriesAsync(cancellationToken))
        {
            if (entry.Unexplained != 0 || entry.InTransit != 0 || entry.Suspense != 0)
            {
                world.Faults.Add($"the cloud's ledger in the end: {entry}");
            }

            world.Tally.Add("units that existed", entry.Total);
            world.Tally.Add("units sold", entry.Sold);
        }

        if (await world.Cloud.SetAsideAsync(cancellationToken) is > 0 and var setAside)
        {
            world.Faults.Add($"the cloud set {setAside} records aside");
        }

        KitLedger[] kits = [.. world.Stalls.Select(static stall => new KitLedger(stall.Kit.Id, stall.Kit.Incarnation, stall.Kit.Records(0, int.MaxValue)))];
        world.Tally.Add("records", kits.Sum(static kit => kit.Records.Count));
        var found = HistoryChecker.Check(world.Calls, new FinalLedgers(kits, await world.Cloud.LedgerAsync(cancellationToken)));
        world.Faults.AddRange(found.Select(static violation => violation.ToString()));
    }
}
