using EdgeKit.Market.Transfers;
using EdgeKit.Simulation.Clocks;
using EdgeKit.Simulation.Kits;
using EdgeKit.Uplink.Outages;

namespace EdgeKit.Simulation.Evenings;

/// <summary>One kit in an evening, with what its loops remember.</summary>
internal sealed class SellingStall(int number, SimulatedKit kit, KitUplink uplink, SimulatedTime time)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReportSoonest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PullEvery = TimeSpan.FromSeconds(50);

    private readonly OutageHistory _outages = new();
    private TimeSpan? _outageSince;
    private TimeSpan? _reported;
    private TimeSpan? _pulled;
    private long _needsTold;

    public int Number => number;

    public SimulatedKit Kit => kit;

    public KitUplink Uplink => uplink;

    /// <summary>Which missing items its neighbours are to be asked for.</summary>
    public MissingWatch Watch { get; private set; } = new(time);

    /// <summary>The uplink is there, or is not.</summary>
    public void Reach(bool isOnline, TimeSpan now)
    {
        if (isOnline && _outageSince is { } since)
        {
            _outages.Add(now - since);
        }

        _outageSince = isOnline ? null : _outageSince ?? now;
        _pulled = isOnline ? _pulled : null;
    }

    /// <summary>The power is back.</summary>
    public void SwitchOn()
    {
        kit.SwitchOn();
        (_reported, _pulled, _needsTold, Watch) = (null, null, 0, new MissingWatch(time));
    }

    /// <summary>Exchanges what is due with the cloud, which is reached.</summary>
    public async Task ExchangeAsync(TimeSpan now, CancellationToken cancellationToken)
    {
        await uplink.PushAsync(cancellationToken);
        var needs = kit.Demand.Needs.Current;
        if (_reported is not { } reported || now - reported >= (needs == _needsTold ? ReportEvery : ReportSoonest))
        {
            await uplink.ReportAsync(_outages.Typical(), cancellationToken);
            (_reported, _needsTold) = (now, needs);
        }

        if (_pulled is not { } pulled || now - pulled >= PullEvery)
        {
            await PullAsync(now, cancellationToken);
        }
    }

    /// <summary>Fetches what the cloud has for it, which is reached, as soon as there is something.</summary>
    /// <returns>Whether there was.</returns>
    public async Task<bool> HearAsync(TimeSpan now, CancellationToken cancellationToken)
    {
        if (!await uplink.HasNewsAsync(cancellationToken))
        {
            return false;
        }

        await PullAsync(now, cancellationToken);
        return true;
    }

    private async Task PullAsync(TimeSpan now, CancellationToken cancellationToken)
    {
        await uplink.PullAsync(cancellationToken);
        await uplink.PushAsync(cancellationToken);
        _pulled = now;
    }
}
