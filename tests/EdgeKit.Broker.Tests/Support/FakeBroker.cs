using EdgeKit.Broker.Serving;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>A broker that remembers what it was told.</summary>
internal sealed class FakeBroker : IStallBroker
{
    public Signal<bool> Now { get; } = new(true);

    public ISignal<bool> Serving => Now;

    public long Beginnings { get; set; } = 1;

    public int Clients => 0;

    /// <summary>All that was said, in order.</summary>
    public List<StallMessage> Said { get; } = [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PublishAsync(StallMessage message, CancellationToken cancellationToken)
    {
        Said.Add(message);
        return Task.CompletedTask;
    }

    public Task SweepAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
