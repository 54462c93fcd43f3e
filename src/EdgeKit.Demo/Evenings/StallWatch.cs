using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Demo.Children;
using EdgeKit.Demo.Tablets;

namespace EdgeKit.Demo.Evenings;

/// <summary>Asks the kit how it is, twice a second, and keeps the latest for the screen.</summary>
internal sealed class StallWatch(PopUp popUp, CatalogSnapshot catalog, Tally tally, TimeProvider time)
{
    private const int LowAt = 3;
    private const int KeptHistory = 240;
    private const int Shown = 6;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, string> _names = catalog.Items.ToDictionary(static item => item.Sku, static item => item.Name, StringComparer.Ordinal);
    private readonly Queue<long> _history = new();
    private readonly long _started = time.GetTimestamp();
    private Phase _phase = Phase.Evening[0];
    private long? _phaseEnds;
    private UplinkState? _state;
    private long _stateSince;

    /// <summary>The latest; null before the first.</summary>
    public StallView? Current { get; private set; }

    /// <summary>A phase begins.</summary>
    public void Enter(Phase phase, TimeSpan? length)
    {
        _phase = phase;
        _phaseEnds = length is { } known ? time.GetTimestamp() + (long)(known.TotalSeconds * time.TimestampFrequency) : null;
    }

    /// <summary>Watches until stopped.</summary>
    /// <exception cref="DemoFaultException">The kit or the cloud is no more.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var pass = 0; ; pass++)
        {
            try
            {
                await LookAsync(remember: pass % 2 == 0, cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // A busy machine may keep it waiting; the next look tells.
                popUp.CheckAlive();
            }

            await Task.Delay(Every, time, cancellationToken);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task<StallView> LookAsync(bool remember, CancellationToken cancellationToken)
    {
        var uplink = (await popUp.Kit.GetFromJsonAsync("api/v1/uplink", ContractsJson.Default.UplinkView, cancellationToken))!;
        var latest = (await popUp.Kit.GetFromJsonAsync($"api/v1/orders?latest={Shown}", ContractsJson.Default.OrderPage, cancellationToken))!;
        var stock = (await popUp.Kit.GetFromJsonAsync("api/v1/stock", ContractsJson.Default.IReadOnlyListStockLevel, cancellationToken))!;
        var live = (await popUp.Kit.GetFromJsonAsync("api/v1/live", ContractsJson.Default.LiveView, cancellationToken))!;
        var power = (await popUp.Kit.GetFromJsonAsync("api/v1/power", ContractsJson.Default.PowerView, cancellationToken))!;
        if (_state != uplink.State)
        {
            _state = uplink.State;
            _stateSince = time.GetTimestamp();
        }

        if (remember)
        {
            if (_history.Count == KeptHistory)
            {
                _history.Dequeue();
            }

            _history.Enqueue(uplink.Queued);
        }

        return Current = View(uplink, latest, stock, live.Streams[0], power);
    }

    private StallView View(UplinkView uplink, OrderPage latest, IReadOnlyList<StockLevel> stock, LiveStreamView stream, PowerView power) => new(
        _phase,
        _phaseEnds is { } ends ? time.GetElapsedTime(time.GetTimestamp(), ends) : null,
        time.GetElapsedTime(_started),
        uplink,
        time.GetElapsedTime(_stateSince),
        tally.View,
        tally.ConfirmedBy(uplink.AckSeq),
        [.. _history],
        [.. latest.Orders.OrderByDescending(static order => order.Seq).Take(Shown)],
        [
            .. stock.Where(static level => level.Available <= LowAt).OrderBy(static level => level.Available)
                .Take(Shown).Select(level => new LowStock(_names.GetValueOrDefault(level.Sku, level.Sku), level.Available)),
        ],
        stream,
        power,
        popUp.KitAddress,
        popUp.CloudAddress);
}
