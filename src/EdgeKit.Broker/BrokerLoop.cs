using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Loops;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker;

/// <summary>Keeps the broker serving: starts it, puts out whose device was put out, ends sessions that were kept long enough. A port that is taken is tried again.</summary>
internal sealed class BrokerLoop(IStallBroker broker, ITokenDoor door, TimeProvider time, Random random, ILogger<BrokerLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private IDisposable? _departures;
    private IDisposable? _serving;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        await broker.StartAsync(cancellationToken);
        await broker.SweepAsync(cancellationToken);
        return SweepEvery;
    }

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _departures = door.Departures.Subscribe(_ => Ring());
        _serving = broker.Serving.Subscribe(_ => Ring());
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await broker.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _departures?.Dispose();
        _serving?.Dispose();
        base.Dispose();
    }
}
