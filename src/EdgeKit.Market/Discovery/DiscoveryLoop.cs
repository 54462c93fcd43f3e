using System.Diagnostics.CodeAnalysis;
using EdgeKit.Contracts.Market;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Stock;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Discovery;

/// <summary>Calls "here I am" to the network, and listens for others until the next call. A call is heard at most; it proves nothing.</summary>
internal sealed class DiscoveryLoop(
    IBeaconTransport transport,
    MarketSeals seals,
    MarketRun run,
    MarketOptions options,
    KitOptions kit,
    IStockTransfers own,
    PeerTable peers,
    MarketBells bells,
    MarketMetrics metrics,
    Random random,
    TimeProvider time,
    ILogger<DiscoveryLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), random), time, logger)
{
    /// <summary>Datagrams looked at between two calls: some for each kit there may be. A flood costs no more than that.</summary>
    public const int MostHeard = 512;

    private const double ShortestSeconds = 2.5;
    private const double JitterSeconds = 1;

    private readonly byte[] _buffer = new byte[BeaconSeal.Longest + 1];

    /// <inheritdoc />
    [SuppressMessage("Security", "CA5394", Justification = "Spreads calls; nothing is guarded by it.")]
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var beacon = new MarketBeacon(kit.Id, kit.Name, own.Incarnation, options.Listen.Port, run.Text);
        await transport.SendAsync(BeaconSeal.Seal(seals, beacon), cancellationToken);

        // Kits that were switched on together do not go on calling together.
        var called = Time.GetTimestamp();
        var interval = TimeSpan.FromSeconds(ShortestSeconds + (JitterSeconds * random.NextDouble()));
        await ListenAsync(interval, cancellationToken);
        var left = interval - Time.GetElapsedTime(called);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <inheritdoc />
    protected override void OnFailed(Exception exception) => transport.Close();

    private async ValueTask ListenAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(interval, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            for (var heard = 0; heard < MostHeard; heard++)
            {
                var (length, from) = await transport.ReceiveAsync(_buffer, either.Token);
                if (BeaconSeal.Open(seals, _buffer.AsSpan(0, length), out var isSealed) is { } beacon)
                {
                    if (beacon.Incarnation != own.Incarnation && peers.Hear(beacon, from))
                    {
                        bells.Peers.Ring();
                    }
                }
                else if (!isSealed)
                {
                    metrics.Unsealed();
                    peers.HearStranger(from);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to call again.
            return;
        }
    }
}
