using System.Text.Json;
using EdgeKit.Broker.Serving;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.HomeAssistant;

/// <summary>
/// What Home Assistant was told of, over restarts of the daemon: what is gone since is taken back, or it would stand there for good. The file
/// changes when sensors do.
/// </summary>
internal sealed partial class Announcements(HomeEntities entities, Settings settings, ILogger<Announcements> logger)
{
    private readonly string _path = Path.Combine(settings.DataDirectory, "mqtt-announced.json");
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _said = new(StringComparer.Ordinal);
    private Dictionary<string, Announced>? _kept;

    /// <summary>What is to be said so that what is shown is what there is.</summary>
    /// <param name="there">All there is.</param>
    /// <param name="configured">The sensors that there are, with readings or not yet.</param>
    /// <param name="isSettled">Whether everything had time to appear: before, nothing is taken back.</param>
    public IReadOnlyList<StallMessage> Plan(IReadOnlyList<HomeEntity> there, IReadOnlyCollection<string> configured, bool isSettled)
    {
        var kept = _kept ??= Load();
        var messages = new List<StallMessage>();
        var topics = there.ToDictionary(entities.TopicOf, StringComparer.Ordinal);
        foreach (var (topic, entity) in topics)
        {
            if (!_said.TryGetValue(topic, out var said) || !said.Span.SequenceEqual(entity.Config.Span))
            {
                messages.Add(new StallMessage(topic, entity.Config, "application/json", IsRetained: true, IsCertain: true));
            }
        }

        foreach (var announced in kept.Values.Where(announced => !topics.ContainsKey(announced.Topic)))
        {
            var isGone = announced.Sensor is { } sensor && !configured.Contains(sensor, StringComparer.Ordinal);
            if (isGone || isSettled)
            {
                messages.Add(new StallMessage(announced.Topic, default, null, IsRetained: true, IsCertain: true));
            }
        }

        return messages;
    }

    /// <summary>What was planned was said; which entities there are is on the disk when it returns.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task SaidAsync(IReadOnlyList<StallMessage> messages, IReadOnlyList<HomeEntity> there, CancellationToken cancellationToken)
    {
        var sensors = there.ToDictionary(entities.TopicOf, static entity => entity.Sensor, StringComparer.Ordinal);
        var kept = _kept ??= Load();
        var isChanged = false;
        foreach (var message in messages)
        {
            if (message.Payload.IsEmpty)
            {
                _said.Remove(message.Topic);
                isChanged |= kept.Remove(message.Topic);
            }
            else
            {
                _said[message.Topic] = message.Payload;
                isChanged |= kept.TryAdd(message.Topic, new Announced(message.Topic, sensors[message.Topic]));
            }
        }

        if (isChanged)
        {
            await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes([.. kept.Values], BrokerJson.Default.IReadOnlyListAnnounced), cancellationToken);
        }
    }

    /// <summary>All is to be said again.</summary>
    public void Forget() => _said.Clear();

    private Dictionary<string, Announced> Load()
    {
        try
        {
            var kept = File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), BrokerJson.Default.IReadOnlyListAnnounced) ?? [] : [];

            // Only what is a discovery message of ours is ever taken back.
            return kept.Where(static one => one.Topic.StartsWith("homeassistant/", StringComparison.Ordinal)).DistinctBy(static one => one.Topic, StringComparer.Ordinal).ToDictionary(static one => one.Topic, StringComparer.Ordinal);
        }
        catch (JsonException exception)
        {
            LogDamaged(_path, exception.Message);
            return new Dictionary<string, Announced>(StringComparer.Ordinal);
        }
    }

    [LoggerMessage(12030, LogLevel.Warning, "{Path} is damaged; sensors that are gone may stay in Home Assistant until they are deleted there: {Why}")]
    private partial void LogDamaged(string path, string why);
}
