using System.Collections.Concurrent;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Stock;
using EdgeKit.Market.Exchange;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Peers;

/// <summary>Asks every kit that is known, that called or that is configured who it is and what it could spare.</summary>
internal sealed partial class PeerLoop(
    PeerTable peers, PeerClient client, IStockTransfers own, MarketOptions options, MarketBells bells, Random random, TimeProvider time, ILogger<PeerLoop> logger)
    : RecurringLoop(bells.Peers, new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), random), time, logger)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger;
    private readonly ConcurrentDictionary<Uri, string> _troubles = new();
    private Dictionary<Guid, Peer> _there = [];

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var addresses = peers.ToMeet(options.Peers);
        await Parallel.ForEachAsync(
            addresses,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (address, token) => await MeetAsync(address, token));
        peers.Tried(addresses);
        Tell();
        return Every;
    }

    private async ValueTask MeetAsync(Uri address, CancellationToken cancellationToken)
    {
        var (stock, trouble) = await client.MeetAsync(address, cancellationToken);
        if (stock is not null)
        {
            _troubles.TryRemove(address, out _);
            if (stock.Incarnation != own.Incarnation && peers.Meet(address, stock))
            {
                bells.Transfers.Ring();
            }
        }
        else if (options.Peers.Contains(address) && trouble is not null && !string.Equals(_troubles.GetValueOrDefault(address), trouble, StringComparison.Ordinal))
        {
            // Only of those that somebody wrote down: of the others the beacon itself may be wrong.
            _troubles[address] = trouble;
            LogTrouble(address.Authority, trouble);
        }
    }

    private void Tell()
    {
        var now = peers.Kits.ToDictionary(static peer => peer.Incarnation);
        foreach (var (_, peer) in now.Where(peer => !_there.ContainsKey(peer.Key)))
        {
            LogHere(peer.Kit, peer.Stock.Name, peer.Address.Authority);
        }

        foreach (var (_, peer) in _there.Where(peer => !now.ContainsKey(peer.Key)))
        {
            LogGone(peer.Kit, peer.Stock.Name);
        }

        _there = now;
    }

    [LoggerMessage(10010, LogLevel.Information, "{Kit} ({Name}) is in the market, at {Address}")]
    private partial void LogHere(string kit, string name, string address);

    [LoggerMessage(10011, LogLevel.Information, "{Kit} ({Name}) answers no more")]
    private partial void LogGone(string kit, string name);

    [LoggerMessage(10012, LogLevel.Warning, "market.peers: {Address} {Trouble}")]
    private partial void LogTrouble(string address, string trouble);
}
