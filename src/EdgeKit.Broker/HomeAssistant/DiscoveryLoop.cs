using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Uplink;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.HomeAssistant;

/// <summary>Tells Home Assistant what there is, so that it appears there by itself: at the beginning, when sensors come and go, and when Home Assistant says that it is there.</summary>
internal sealed class DiscoveryLoop(
    IStallBroker broker, HomeEntities entities, Announcements announcements, HomeBell bell, IPowerReport power, IUplinkState uplink, TimeProvider time, Random random, ILogger<DiscoveryLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    /// <summary>By then everything that is there has been measured.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly long _began = time.GetTimestamp();
    private IDisposable? _births;
    private IDisposable? _serving;
    private (long Births, long Beginnings) _told;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!broker.Serving.Current)
        {
            return LookEvery;
        }

        if ((bell.Births.Current, broker.Beginnings) is var reason && reason != _told)
        {
            _told = reason;
            announcements.Forget();
        }

        var sensors = power.Sensors;
        var there = entities.Of(sensors, power.Power, uplink.View);
        var messages = announcements.Plan(there, [.. sensors.Sensors.Select(static sensor => sensor.Id)], Time.GetElapsedTime(_began) >= Settled);
        foreach (var message in messages)
        {
            await broker.PublishAsync(message, cancellationToken);
        }

        await announcements.SaidAsync(messages, there, cancellationToken);
        return LookEvery;
    }

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _births = bell.Births.Subscribe(_ => Ring());
        _serving = broker.Serving.Subscribe(_ => Ring());
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _births?.Dispose();
        _serving?.Dispose();
        base.Dispose();
    }
}
