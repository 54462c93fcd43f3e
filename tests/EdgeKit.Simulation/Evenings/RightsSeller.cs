using System.Globalization;
using System.Text;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Ledger.Writing;
using TransferRules = EdgeKit.Market.Transfers.TransferRules;
using EdgeKit.Simulation.Clocks;
using EdgeKit.Simulation.Clouds;
using EdgeKit.Simulation.Kits;

namespace EdgeKit.Simulation.Evenings;

/// <summary>
/// EdgeKit: the ledgers of all kits and the cloud's store and rules as they are. At the start every place is given an equal part by hand, as one does who knows
/// nothing yet; what moves after that, the rules move. Somebody who is refused goes away.
/// </summary>
internal sealed class RightsSeller(string directory, bool hasLan) : ISeller, IAsyncDisposable
{
    /// <summary>The share of what could be spared that a kit does not offer, unless it is told otherwise.</summary>
    private const double Keep = 0.2;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly SimulatedTime _time = new();
    private readonly Assortment _assortment = new();
    private readonly NoPromise _promises = new();
    private readonly List<SellingStall> _stalls = [];
    private EveningPlan _plan = null!;
    private Connections _connections = null!;
    private SimulatedCloud _cloud = null!;
    private Random _random = null!;
    private TimeSpan _swept;
    private int _orders;

    /// <summary>Units that were refused while so many were where the place could reach them, and those that were not.</summary>
    public (long Reachable, long Unreachable) Refused { get; private set; }

    public string Name => hasLan ? "EdgeKit" : "EdgeKit without LAN";

    public async Task StartAsync(EveningPlan plan, CancellationToken cancellationToken)
    {
        (_plan, _random) = (plan, new Random(plan.Options.Seed));
        _connections = new Connections(plan, hasLan);
        _cloud = await SimulatedCloud.OpenAsync(Path.Combine(directory, "cloud"), _time, cancellationToken);
        for (var number = 0; number < plan.Options.Kits; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"kit-{number}");
            var kit = new SimulatedKit(id, Path.Combine(directory, id), _time, _random);
            _stalls.Add(new SellingStall(number, kit, new KitUplink(kit, _cloud), _time));
            await _stalls[^1].ExchangeAsync(_time.Now, cancellationToken);
        }

        for (var sku = 0; sku < plan.Options.Skus; sku++)
        {
            await _cloud.ReceiveAsync($"stock {sku}", SkuOf(sku), plan.Options.Units, cancellationToken);
            foreach (var stall in _stalls)
            {
                // What does not divide goes to the first, as in a static split.
                var places = plan.Options.Kits + 1;
                await _cloud.GrantAsync(
                    stall.Kit.Id, SkuOf(sku), (plan.Options.Units / places) + (stall.Number < plan.Options.Units % places ? 1 : 0), cancellationToken);
            }
        }

        await TurnAsync(cancellationToken);
    }

    public async Task HappenAsync(EveningEvent happened, CancellationToken cancellationToken)
    {
        await PassAsync(happened.At, cancellationToken);
        _connections.Apply(happened);
        switch (happened)
        {
            case EveningEvent.Uplink(_, var kit, var isUp):
                _stalls[kit].Reach(isUp, _time.Now);
                break;
            case EveningEvent.Power(_, var kit, var isUp):
                if (isUp)
                {
                    _stalls[kit].SwitchOn();
                }
                else
                {
                    _stalls[kit].Kit.Cut();
                }

                break;
            case EveningEvent.ClockJump(_, var kit, var by):
                _stalls[kit].Kit.SetClock(by);
                break;
            default:
                break;
        }

        await TurnAsync(cancellationToken);
    }

    public async Task<bool> SellAsync(EveningEvent.Demand demand, CancellationToken cancellationToken)
    {
        var (_, place, sku, quantity) = demand;
        var key = string.Create(CultureInfo.InvariantCulture, $"order-{_orders++}");
        bool isSold;
        if (place == EveningPlan.Shop)
        {
            (isSold, _) = await _cloud.SellAsync(key, [new SkuQuantity(SkuOf(sku), quantity)], key, cancellationToken);
        }
        else
        {
            var submission = new OrderSubmission([new SkuQuantity(SkuOf(sku), quantity)], new Payment(PaymentMethod.Cash));
            var draft = OrderRules.Draft(submission, _assortment, "EUR").Draft!;
            _ = IdempotencyKey.TryCreate(key, "orders", Encoding.UTF8.GetBytes(key), out var idempotency);
            var (_, result) = await _stalls[place].Kit.RunAsync(new SubmitOrder(idempotency, draft, "1", _promises));
            isSold = result is CommandResult.Accepted;
        }

        if (!isSold)
        {
            var reach = await ReachableAsync(place, SkuOf(sku), cancellationToken) >= quantity;
            Refused = (Refused.Reachable + (reach ? quantity : 0), Refused.Unreachable + (reach ? 0 : quantity));
        }

        await TurnAsync(cancellationToken);
        return isSold;
    }

    /// <summary>Where what was not sold is: with the shop, at kits that reach the cloud, at the others.</summary>
    public async Task<(long Pool, long Online, long Offline)> LeftAsync(CancellationToken cancellationToken)
    {
        var pool = (await _cloud.EntriesAsync(cancellationToken)).Sum(static entry => entry.Pool);
        long Of(bool isOnline) => _stalls.Where(stall => stall.Kit.IsOn && _connections.IsOnline(stall.Number) == isOnline)
            .Sum(stall => Enumerable.Range(0, _plan.Options.Skus).Sum(sku => stall.Kit.SellableOf(SkuOf(sku))));
        return (pool, Of(isOnline: true), Of(isOnline: false));
    }

    public async ValueTask DisposeAsync()
    {
        _stalls.ForEach(static stall => stall.Kit.Dispose());
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }
    }

    private static string SkuOf(int sku) => string.Create(CultureInfo.InvariantCulture, $"sku-{sku}");

    private async Task<long> ReachableAsync(int place, string sku, CancellationToken cancellationToken)
    {
        var market = place == EveningPlan.Shop ? [] : _stalls.Where(stall => stall.Number == place || (hasLan && _plan.MarketOf(stall.Number) == _plan.MarketOf(place))).ToList();
        var isOnline = place == EveningPlan.Shop || market.Exists(stall => _connections.IsOnline(stall.Number));
        var units = market.Where(static stall => stall.Kit.IsOn).Sum(stall => stall.Kit.SellableOf(sku));
        if (isOnline)
        {
            units += _stalls.Where(stall => _connections.IsOnline(stall.Number) && !market.Contains(stall)).Sum(stall => stall.Kit.SellableOf(sku));
            units += (await _cloud.EntriesAsync(cancellationToken)).Single(entry => entry.Sku == sku).Pool;
        }

        return units;
    }

    private async Task PassAsync(TimeSpan to, CancellationToken cancellationToken)
    {
        while (_time.Now + Slice < to)
        {
            _time.Pass(_time.Now + Slice);
            await TurnAsync(cancellationToken);
        }

        _time.Pass(to);
    }

    /// <summary>Whatever is due now, until nothing more follows from it.</summary>
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var stall in _stalls.Where(stall => _connections.IsOnline(stall.Number)))
        {
            await stall.ExchangeAsync(_time.Now, cancellationToken);
        }

        if (hasLan)
        {
            foreach (var stall in _stalls.Where(stall => _connections.HasPower(stall.Number)))
            {
                await AskNeighboursAsync(stall);
            }
        }

        var isSweep = _time.Now - _swept >= SweepEvery;
        _swept = isSweep ? _time.Now : _swept;
        bool more;
        do
        {
            await _cloud.AllocateAsync(isSweep, cancellationToken);
            isSweep = false;
            more = false;
            foreach (var stall in _stalls.Where(stall => _connections.IsOnline(stall.Number)))
            {
                more |= await stall.HearAsync(_time.Now, cancellationToken);
            }
        }
        while (more);
    }

    private async Task AskNeighboursAsync(SellingStall stall)
    {
        var kit = stall.Kit;
        foreach (var (sku, wanted) in stall.Watch.Due(kit.Demand.Missing(kit.SellableOf), _connections.IsOnline(stall.Number)))
        {
            var missing = wanted;
            foreach (var (donor, spare) in _stalls
                .Where(other => other != stall && _connections.HasPower(other.Number) && _plan.MarketOf(other.Number) == _plan.MarketOf(stall.Number))
                .Select(other => (other.Kit, Spare: TransferRules.Offer(other.Kit.Demand.SpareOf(sku, other.Kit.SellableOf(sku)), Keep)))
                .Where(static other => other.Spare > 0)
                .OrderByDescending(static other => other.Spare)
                .ToList())
            {
                if (missing <= 0)
                {
                    break;
                }

                var request = new TransferRequest(
                    SimulatedKit.NewId(_random), sku, TransferRules.Quantity(missing, spare), donor.Id, donor.Incarnation, kit.Id, kit.Incarnation);
                await kit.RunAsync(new BeginTransfer(request));
                if (await Exchange.HearAsync(kit, request.TransferId, await Exchange.AskAsync(donor, request)) is > 0 and var came)
                {
                    missing -= came;
                    stall.Watch.Came(sku);
                }
            }
        }
    }
}
