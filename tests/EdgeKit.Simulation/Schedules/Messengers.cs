using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Simulation.Kits;

namespace EdgeKit.Simulation.Schedules;

/// <summary>What goes between kits and cloud, and from kit to kit: each message may be lost, come late, come twice or overtake another.</summary>
internal sealed class Messengers(ScheduleWorld world)
{
    private const int MostKept = 12;
    private const int Lost = 20;

    private readonly List<(ScheduleStall Stall, IReadOnlyList<LogRecord> Records)> _batches = [];
    private readonly List<(ScheduleStall Stall, DownFeed Feed)> _feeds = [];
    private readonly List<TransferRequest> _requests = [];
    private readonly List<(Guid Id, Transfer? Transfer)> _answers = [];

    /// <summary>One of them moves.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var stall = world.Stall();
        switch (world.Random.Next(20))
        {
            case 0 when _batches.Count > 0:
                world.Tally.Add("batches that came late or again");
                var (from, records) = _batches[world.Random.Next(_batches.Count)];
                await DeliverAsync(from, records, cancellationToken);
                break;
            case 1 when _feeds.Count > 0:
                var (to, feed) = _feeds[world.Random.Next(_feeds.Count)];
                await ApplyAsync(to, feed);
                break;
            case >= 2 and <= 5 when world.IsLanUp:
                await BeginAsync(stall);
                break;
            case 13 or 14 when world.IsLanUp && _requests.Count > 0:
                await AskAsync(_requests[world.Random.Next(_requests.Count)]);
                break;
            case 6 when world.IsLanUp && _answers.Count > 0:
                var (id, transfer) = _answers[world.Random.Next(_answers.Count)];
                await HearAsync(id, transfer);
                break;
            case >= 7 and <= 11 when stall.IsOnline && stall.Kit.IsOn:
                await PullAsync(stall, cancellationToken);
                break;
            case 12 when stall.IsOnline && stall.Kit.IsOn:
                await new KitUplink(stall.Kit, world.Cloud).ReportAsync(TimeSpan.FromMinutes(5), cancellationToken);
                break;
            default:
                await PushAsync(stall, cancellationToken);
                break;
        }
    }

    /// <summary>Everything arrives from here on, until nothing more is to be told.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var quiet = false; !quiet;)
        {
            quiet = true;
            foreach (var stall in world.Stalls)
            {
                quiet &= !await SettleAsync(stall, cancellationToken);
            }
        }
    }

    private async Task<bool> SettleAsync(ScheduleStall stall, CancellationToken cancellationToken)
    {
        var kit = stall.Kit;
        var (head, acknowledged, cursor) = (kit.State.Head.Seq, kit.State.Acknowledged, stall.Cursor);
        if (!await new KitUplink(kit, world.Cloud).PushAsync(cancellationToken))
        {
            world.Faults.Add($"the cloud has frozen the log of {kit.Id}");
            return false;
        }

        var feed = await world.Cloud.PullAsync(kit.Id, kit.Incarnation, stall.Cursor, cancellationToken);
        await ApplyAsync(stall, feed);
        stall.Cursor = feed.Next;
        foreach (var request in kit.Pending())
        {
            await Exchange.HearAsync(kit, request.TransferId, await Exchange.AskAsync(StallOf(request.FromKit).Kit, request));
        }

        return (head, acknowledged, cursor) != (kit.State.Head.Seq, kit.State.Acknowledged, stall.Cursor);
    }

    private ScheduleStall StallOf(string kit) => world.Stalls.Single(stall => stall.Kit.Id == kit);

    private async Task PushAsync(ScheduleStall stall, CancellationToken cancellationToken)
    {
        if (!stall.IsOnline || !stall.Kit.IsOn)
        {
            return;
        }

        // From where the cloud stands, or from before: a kit that did not hear the answer sends again.
        var after = Math.Max(0, stall.Kit.State.Acknowledged - (world.Chance(20) ? world.Random.Next(4) : 0));
        var records = stall.Kit.Records(after, 1 + world.Random.Next(8));
        if (records.Count == 0)
        {
            return;
        }

        Keep(_batches, (stall, records));
        if (world.Chance(Lost))
        {
            return;
        }

        var ackSeq = await DeliverAsync(stall, records, cancellationToken);
        if (ackSeq is { } acknowledged && !world.Chance(Lost))
        {
            await stall.Kit.AcknowledgeAsync(acknowledged);
        }
    }

    private async Task<long?> DeliverAsync(ScheduleStall stall, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        var ackSeq = await world.Cloud.PushAsync(stall.Kit.Id, stall.Incarnation, records, cancellationToken);
        if (ackSeq is null)
        {
            world.Faults.Add($"the cloud has frozen the log of {stall.Kit.Id}");
        }

        return ackSeq;
    }

    private async Task PullAsync(ScheduleStall stall, CancellationToken cancellationToken)
    {
        var feed = await world.Cloud.PullAsync(stall.Kit.Id, stall.Kit.Incarnation, stall.Cursor, cancellationToken);
        Keep(_feeds, (stall, feed));
        if (!world.Chance(Lost))
        {
            await ApplyAsync(stall, feed);
            stall.Cursor = feed.Next;
        }
    }

    private async Task ApplyAsync(ScheduleStall stall, DownFeed feed)
    {
        if (stall.Kit.IsOn)
        {
            await new KitUplink(stall.Kit, world.Cloud).ApplyAsync(feed);
            world.Tally.Add("answers of the down feed", feed.Entries.Count > 0 ? 1 : 0);
        }
    }

    private async Task BeginAsync(ScheduleStall receiver)
    {
        var donor = world.Stall();
        if (donor == receiver || !receiver.Kit.IsOn || !donor.Kit.IsOn)
        {
            return;
        }

        var request = new TransferRequest(
            SimulatedKit.NewId(world.Random),
            world.Sku(),
            1 + world.Random.Next(3),
            donor.Kit.Id,
            donor.Kit.Incarnation,
            receiver.Kit.Id,
            receiver.Kit.Incarnation);
        if ((await receiver.Kit.RunAsync(new BeginTransfer(request))).Result is TransferResult.Done)
        {
            Keep(_requests, request);
            await AskAsync(request);
        }
    }

    private async Task AskAsync(TransferRequest request)
    {
        var donor = StallOf(request.FromKit);
        if (!donor.Kit.IsOn || world.Chance(Lost))
        {
            return;
        }

        var cut = world.Chance(5) ? (world.Chance(50) ? PowerCut.BeforeCommit : PowerCut.AfterCommit) : PowerCut.None;
        if (cut != PowerCut.None)
        {
            await donor.Kit.RunAsync(new GiveTransfer(request, donor.Kit.Demand), cut);
            world.Tally.Add("power cuts");
            return;
        }

        var transfer = await Exchange.AskAsync(donor.Kit, request);
        Keep(_answers, (request.TransferId, transfer));
        if (!world.Chance(Lost))
        {
            await HearAsync(request.TransferId, transfer);
        }
    }

    private async Task HearAsync(Guid id, Transfer? transfer)
    {
        var receiver = transfer is null ? null : StallOf(transfer.Request.ToKit);
        var stall = receiver ?? world.Stalls.FirstOrDefault(stall => stall.Kit.IsOn && stall.Kit.Pending().Exists(request => request.TransferId == id));
        if (stall is { Kit.IsOn: true })
        {
            world.Tally.Add("transfers", await Exchange.HearAsync(stall.Kit, id, transfer) > 0 ? 1 : 0);
        }
    }

    private static void Keep<T>(List<T> kept, T message)
    {
        kept.Add(message);
        kept.RemoveRange(0, Math.Max(0, kept.Count - MostKept));
    }
}
