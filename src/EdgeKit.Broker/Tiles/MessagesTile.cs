using System.Globalization;
using EdgeKit.Broker.Serving;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Broker.Tiles;

/// <summary>Who listens over MQTT, and who was shown out.</summary>
internal sealed class MessagesTile(IStallBroker broker, BrokerClients clients, BrokerMetrics metrics, BrokerOptions options, TimeProvider time) : ITile
{
    private readonly Lock _gate = new();
    private (long Messages, long At) _before = (0, time.GetTimestamp());

    public string Id => "messages";

    public int Place => 85;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(broker.Clients);

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var count = broker.Clients;
        var (light, sentence, next) = (broker.Serving.Current, count) switch
        {
            (false, _) => (TileLight.Red, "Nobody is served over MQTT.", (string?)"Look into the daemon's log; it tries again by itself."),
            (true, 0) => (TileLight.Green, "Nobody listens over MQTT.", null),
            _ => (TileLight.Green, "Devices hear what the kit knows.", null),
        };
        return ValueTask.FromResult(new Tile(
            Id,
            "Messages",
            light,
            count.ToString(CultureInfo.InvariantCulture),
            "listen over MQTT",
            sentence,
            next,
            count,
            [
                new TileSection(
                    "MQTT",
                    [
                        new("Messages", Say.Number(Rate(), "/s")),
                        new("Over TCP", options.Listen?.ToString() ?? "no"),
                        new("Over TLS", options.ListenTls?.ToString() ?? "no"),
                        new("Last shown out", metrics.LastRefusal ?? "nobody"),
                    ]),
                new TileSection("Clients", [.. clients.All.OrderBy(static client => client.Id, StringComparer.Ordinal).Take(50).Select(static client => new TileRow(client.Id, client.IsHere ? client.Caller.Name : "away"))]),
            ]));
    }

    // Since it was last looked at.
    private double Rate()
    {
        lock (_gate)
        {
            var (messages, now) = (metrics.Messages, time.GetTimestamp());
            var seconds = time.GetElapsedTime(_before.At, now).TotalSeconds;
            var rate = seconds > 0 ? (messages - _before.Messages) / seconds : 0;
            _before = (messages, now);
            return rate;
        }
    }
}
