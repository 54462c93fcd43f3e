using System.Buffers;
using System.Text.Json;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.Serving;

/// <summary>
/// What devices left on topics of their own for who comes later: a bounded number of bounded size. It is on the disk within a quarter of an
/// hour, and in the end; what the kit itself says is said anew at each start.
/// </summary>
internal sealed partial class KeptMessages(Settings settings, KitTopics topics, TimeProvider time, ILogger<KeptMessages> logger)
{
    /// <summary>The largest, in bytes.</summary>
    public const int Largest = 16 * 1024;

    /// <summary>Messages of one device.</summary>
    public const int MostOfOne = 64;

    /// <summary>Messages of all.</summary>
    public const int Most = 1000;

    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(15);

    private readonly string _path = Path.Combine(settings.DataDirectory, "mqtt-kept.json");
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptMessage> _messages = new(StringComparer.Ordinal);
    private long _bytes;
    private long _writtenAt = time.GetTimestamp();
    private bool _isChanged;

    /// <summary>Reads what was kept when the daemon ended.</summary>
    public async Task<IReadOnlyList<KeptMessage>> LoadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        try
        {
            var kept = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(_path, cancellationToken), BrokerJson.Default.IReadOnlyListKeptMessage) ?? [];
            return [.. kept.Where(message => topics.DeviceOf(message.Topic) is not null && TryKeep(message, out _))];
        }
        catch (JsonException exception)
        {
            // Devices say it again; nothing of the stall's is in it.
            var aside = _path + ".damaged";
            File.Move(_path, aside, overwrite: true);
            LogDamaged(_path, aside, exception.Message);
            return [];
        }
    }

    /// <summary>Whether a message may be kept in place of what was there. An empty one takes away what was there.</summary>
    public bool TryKeep(string topic, ReadOnlySequence<byte> payload, string? contentType, out string? why) =>
        TryKeep(new KeptMessage(topic, payload.ToArray(), contentType), out why);

    /// <summary>Forgets what a device left.</summary>
    /// <returns>The topics.</returns>
    public IReadOnlyList<string> Forget(string device)
    {
        lock (_gate)
        {
            List<string> left = [.. _messages.Keys.Where(topic => string.Equals(topics.DeviceOf(topic), device, StringComparison.Ordinal))];
            left.ForEach(Remove);
            return left;
        }
    }

    /// <summary>Whose messages there are.</summary>
    public IReadOnlyList<string> Devices
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages.Keys.Select(topics.DeviceOf).OfType<string>().Distinct(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Writes what changed, if it is time to.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task WriteAsync(bool isLast, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeptMessage> messages;
        lock (_gate)
        {
            if (!_isChanged || (!isLast && time.GetElapsedTime(_writtenAt) < WriteEvery))
            {
                return;
            }

            (messages, _isChanged, _writtenAt) = ([.. _messages.Values], false, time.GetTimestamp());
        }

        try
        {
            await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(messages, BrokerJson.Default.IReadOnlyListKeptMessage), UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        }
        catch (IOException)
        {
            lock (_gate)
            {
                _isChanged = true;
            }

            throw;
        }
    }

    private bool TryKeep(KeptMessage message, out string? why)
    {
        lock (_gate)
        {
            var before = _messages.GetValueOrDefault(message.Topic);
            if (message.Payload.Length == 0)
            {
                Remove(message.Topic);
                why = null;
                return true;
            }

            var bytes = _bytes + SizeOf(message) - (before is null ? 0 : SizeOf(before));
            why = message.Payload.Length > Largest ? $"A message that is kept has at most {Largest} bytes."
                : bytes > MostBytes ? "As many bytes are kept as may be."
                : before is null && _messages.Count >= Most ? $"{Most} messages are kept already."
                : before is null && CountOf(topics.DeviceOf(message.Topic)) >= MostOfOne ? $"{MostOfOne} messages of one device are kept at the most."
                : null;
            if (why is not null)
            {
                return false;
            }

            _isChanged |= before is null || !before.Payload.AsSpan().SequenceEqual(message.Payload);
            (_messages[message.Topic], _bytes) = (message, bytes);
            return true;
        }
    }

    private int CountOf(string? device) => _messages.Keys.Count(topic => string.Equals(topics.DeviceOf(topic), device, StringComparison.Ordinal));

    private void Remove(string topic)
    {
        if (_messages.Remove(topic, out var removed))
        {
            _bytes -= SizeOf(removed);
            _isChanged = true;
        }
    }

    private static int SizeOf(KeptMessage message) => message.Topic.Length + message.Payload.Length;

    [LoggerMessage(12010, LogLevel.Warning, "{Path} is damaged and was set aside as {Aside}; devices' last messages are gone until they say them again: {Why}")]
    private partial void LogDamaged(string path, string aside, string why);
}
