using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Ledger.Rights;
using EdgeKit.Simulation.Clouds;

namespace EdgeKit.Simulation.Kits;

/// <summary>What a kit and the cloud tell each other, one exchange at a time, in the order in which the uplink's loops do it.</summary>
internal sealed class KitUplink(SimulatedKit kit, SimulatedCloud cloud)
{
    private const int Most = 200;

    /// <summary>Where the kit stands in the down feed. It is kept over a power cut.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>Sends what the cloud does not have.</summary>
    /// <returns>False if the cloud has frozen the log.</returns>
    public async Task<bool> PushAsync(CancellationToken cancellationToken)
    {
        while (kit.State.Head.Seq > kit.State.Acknowledged)
        {
            if (await cloud.PushAsync(kit.Id, kit.Incarnation, kit.Records(kit.State.Acknowledged, Most), cancellationToken) is not { } ackSeq)
            {
                return false;
            }

            await kit.AcknowledgeAsync(ackSeq);
        }

        return true;
    }

    /// <summary>Whether there is something to fetch.</summary>
    public Task<bool> HasNewsAsync(CancellationToken cancellationToken) => cloud.HasNewsAsync(kit.Id, kit.Incarnation, Cursor, cancellationToken);

    /// <summary>Fetches what there is.</summary>
    public async Task PullAsync(CancellationToken cancellationToken)
    {
        var feed = await cloud.PullAsync(kit.Id, kit.Incarnation, Cursor, cancellationToken);
        kit.Selling.Heard();
        await ApplyAsync(feed);
        Cursor = feed.Next;
    }

    /// <summary>Applies what was fetched, now or before.</summary>
    public async Task ApplyAsync(DownFeed feed)
    {
        foreach (var rights in feed.Entries.Select(static entry => entry.Rights).OfType<StockRights>().Where(rights => rights.Incarnation == kit.Incarnation))
        {
            TimeSpan? sellFor = rights.SellForSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            await kit.RunAsync(new ApplyRights(rights.Skus, sellFor));
            kit.Selling.SetLimit(sellFor);
        }
    }

    /// <summary>Says what the kit expects to need, if that is news.</summary>
    /// <param name="offline">For how long without the cloud it wants to last.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    public async Task ReportAsync(TimeSpan offline, CancellationToken cancellationToken)
    {
        if (kit.Demand.Changed(kit.State.Stock.Keys) is { Count: > 0 } changed)
        {
            await cloud.ReportAsync(kit.Id, kit.Incarnation, new RightsReport(offline.TotalSeconds, changed), cancellationToken);
            kit.Demand.Told(changed);
        }
    }
}
