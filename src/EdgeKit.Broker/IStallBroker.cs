using EdgeKit.Broker.Serving;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Broker;

/// <summary>What the kit needs of a broker: to say something, and to be asked. The one of this process is behind it, and another's may be.</summary>
internal interface IStallBroker
{
    /// <summary>Clients that are connected now.</summary>
    int Clients { get; }

    /// <summary>Whether it serves.</summary>
    ISignal<bool> Serving { get; }

    /// <summary>Counts how often it began to serve: what was retained before the last time may be gone.</summary>
    long Beginnings { get; }

    /// <summary>Begins to serve, or goes on with what is not served yet. What devices say on topics of the kit's comes to the takers.</summary>
    /// <exception cref="IOException">Some of it cannot be served; the message says what.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Ends every connection.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Says something to everyone who listens and may hear it.</summary>
    Task PublishAsync(StallMessage message, CancellationToken cancellationToken);

    /// <summary>Puts out whose device was put out, and ends sessions that were kept long enough.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}
