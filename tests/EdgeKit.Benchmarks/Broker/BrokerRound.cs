using System.Globalization;

namespace EdgeKit.Benchmarks.Broker;

/// <summary>One round of one broker: how long messages took.</summary>
/// <param name="Sent">Deliveries that were to come.</param>
/// <param name="Latencies">Milliseconds of each that came.</param>
internal sealed record BrokerRound(int Sent, IReadOnlyList<double> Latencies)
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Each client publishes for itself, at its rate and out of step with the others.</summary>
    public static async Task<BrokerRound> EchoAsync(int port, string root, int clients, int rate, TimeSpan duration, int level, CancellationToken cancellationToken)
    {
        var peers = await ConnectAsync(clients, index => MqttPeer.ConnectAsync(port, Name(index), $"{root}/{Name(index)}", $"{root}/{Name(index)}", level, cancellationToken));
        try
        {
            var sent = await Task.WhenAll(peers.Select((peer, index) => PublishAsync(peer, TimeSpan.FromSeconds(1.0 / rate), TimeSpan.FromSeconds(1.0 / rate) * index / clients, duration, cancellationToken)));
            await Task.Delay(Settle, TimeProvider.System, cancellationToken);
            return await EndAsync(sent.Sum(), peers);
        }
        finally
        {
            peers.ForEach(static peer => peer.Dispose());
        }
    }

    /// <summary>One client publishes, and all others hear it.</summary>
    public static async Task<BrokerRound> FanOutAsync(int port, string root, int clients, int rate, TimeSpan duration, int level, CancellationToken cancellationToken)
    {
        using var source = await MqttPeer.ConnectAsync(port, "source", $"{root}/all", null, level, cancellationToken);
        var peers = await ConnectAsync(clients, index => MqttPeer.ConnectAsync(port, Name(index), $"{root}/{Name(index)}", $"{root}/all", level, cancellationToken));
        try
        {
            var sent = await PublishAsync(source, TimeSpan.FromSeconds(1.0 / rate), TimeSpan.Zero, duration, cancellationToken);
            await Task.Delay(Settle, TimeProvider.System, cancellationToken);
            return await EndAsync(sent * clients, peers);
        }
        finally
        {
            peers.ForEach(static peer => peer.Dispose());
        }
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");

    private static async Task<List<MqttPeer>> ConnectAsync(int clients, Func<int, Task<MqttPeer>> connect)
    {
        var peers = new List<MqttPeer>();
        for (var index = 0; index < clients; index++)
        {
            peers.Add(await connect(index));
        }

        return peers;
    }

    private static async Task<int> PublishAsync(MqttPeer peer, TimeSpan every, TimeSpan offset, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Delay(offset, TimeProvider.System, cancellationToken);
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        var (began, sent) = (TimeProvider.System.GetTimestamp(), 0);
        while (TimeProvider.System.GetElapsedTime(began) < duration && await timer.WaitForNextTickAsync(cancellationToken))
        {
            await peer.PublishAsync(cancellationToken);
            sent++;
        }

        return sent;
    }

    private static async Task<BrokerRound> EndAsync(int sent, List<MqttPeer> peers)
    {
        foreach (var peer in peers)
        {
            await peer.EndAsync();
        }

        return new BrokerRound(sent, [.. peers.SelectMany(static peer => peer.Latencies)]);
    }
}
