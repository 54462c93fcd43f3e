using System.Collections.Concurrent;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Stock;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Market.Peers;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Transfers;

/// <summary>
/// Brings transfers to their end, those of before a restart first, and begins new ones for what is missing while the cloud gives nothing.
/// What was begun is in the ledger, so starting up, recovering and running are one code path.
/// </summary>
internal sealed class TransferLoop : RecurringLoop
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly IStockTransfers _stock;
    private readonly TransferDesk _desk;
    private readonly PeerTable _peers;
    private readonly IUplinkState _uplink;
    private readonly ShutdownNotice _shutdown;
    private readonly MissingWatch _watch;
    private readonly List<IDisposable> _wake;

    public TransferLoop(
        IStockTransfers stock,
        IStockRights rights,
        TransferDesk desk,
        PeerTable peers,
        IUplinkState uplink,
        ShutdownNotice shutdown,
        MarketBells bells,
        Random random,
        TimeProvider time,
        ILogger<TransferLoop> logger)
        : base(bells.Transfers, new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), random), time, logger)
    {
        (_stock, _desk, _peers, _uplink, _shutdown) = (stock, desk, peers, uplink, shutdown);
        _watch = new MissingWatch(time);
        _wake = [rights.Needs.Subscribe(_ => Ring()), uplink.State.Subscribe(_ => Ring())];
    }

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var pending = await _stock.PendingAsync(cancellationToken);
        var silent = new ConcurrentDictionary<Guid, byte>();
        await Task.WhenAll(pending.GroupBy(static request => request.FromIncarnation).Select(requests => ResumeAsync(requests, silent, cancellationToken)));

        // Who is missing something now, after what just came.
        var due = _watch.Due(_stock.Missing, _uplink.State.Current == UplinkState.Online);
        if (due.Count > 0 && _shutdown.Reason is null)
        {
            var open = (await _stock.PendingAsync(cancellationToken)).ToLookup(static request => request.Sku, StringComparer.Ordinal);
            foreach (var (sku, missing) in due)
            {
                await CoverAsync(sku, missing, [.. open[sku].Select(static request => request.FromIncarnation)], silent, cancellationToken);
            }
        }

        return Every;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.ForEach(static subscription => subscription.Dispose());
        base.Dispose();
    }

    /// <summary>Asks one kit again for all that it has not answered; if it is silent at the first, it is not asked for the next.</summary>
    private async Task ResumeAsync(IEnumerable<TransferRequest> requests, ConcurrentDictionary<Guid, byte> silent, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            switch (await _desk.SettleAsync(request, cancellationToken))
            {
                case SettleResult.Came:
                    _watch.Came(request.Sku);
                    break;
                case SettleResult.Open(_, IsSilent: true):
                    silent[request.FromIncarnation] = 0;
                    return;
            }
        }
    }

    /// <summary>Asks one kit after another, who offers most first, until nothing is missing or too much is open.</summary>
    private async ValueTask CoverAsync(string sku, long missing, List<Guid> open, ConcurrentDictionary<Guid, byte> silent, CancellationToken cancellationToken)
    {
        foreach (var donor in TransferRules.Donors(_peers.Kits, sku).Where(donor => !open.Contains(donor.Incarnation) && !silent.ContainsKey(donor.Incarnation)).ToList())
        {
            if (missing <= 0 || open.Count >= TransferRules.MostPending)
            {
                return;
            }

            var request = _desk.Request(Guid.CreateVersion7(Time.GetUtcNow()), sku, TransferRules.Quantity(missing, donor.SpareOf(sku)), donor);
            await _stock.BeginAsync(request, cancellationToken);
            switch (await _desk.SettleAsync(request, cancellationToken))
            {
                case SettleResult.Came(var transfer):
                    missing -= transfer.Quantity;
                    _watch.Came(sku);
                    break;
                case SettleResult.Open(_, var isSilent):
                    open.Add(donor.Incarnation);
                    _ = isSilent && silent.TryAdd(donor.Incarnation, 0);
                    break;
            }
        }
    }
}
