using EdgeKit.Broker.Serving;

namespace EdgeKit.Broker.Telling;

/// <summary>Says the newest of each topic, no more often than once a second each: what changes ten times a second does not flood a radio.</summary>
internal sealed class Teller(IStallBroker broker, CloudEvents events, TimeProvider time)
{
    /// <summary>The least time between two messages on a topic.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Saying> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _saidAt = new(StringComparer.Ordinal);

    /// <summary>How long until something that waits may be said; null while nothing waits.</summary>
    public TimeSpan? Due => _waiting.Count == 0 ? null : _waiting.Keys.Min(Left);

    /// <summary>Something new on a topic, in place of what waited there.</summary>
    public void Note(string topic, Saying saying) => _waiting[topic] = saying;

    /// <summary>Says what is due.</summary>
    public async ValueTask SayAsync(CancellationToken cancellationToken)
    {
        foreach (var topic in _waiting.Keys.Where(topic => Left(topic) <= TimeSpan.Zero).ToList())
        {
            _waiting.Remove(topic, out var saying);
            _saidAt[topic] = time.GetTimestamp();
            await broker.PublishAsync(
                new StallMessage(topic, events.Write(saying!.Type, saying.Subject, saying.Data), CloudEvents.ContentType, IsRetained: true), cancellationToken);
        }
    }

    /// <summary>Says something that happened at once, to those who listen now.</summary>
    public Task SayOnceAsync(string topic, Saying saying, CancellationToken cancellationToken) => broker.PublishAsync(
        new StallMessage(topic, events.Write(saying.Type, saying.Subject, saying.Data), CloudEvents.ContentType, IsCertain: true), cancellationToken);

    private TimeSpan Left(string topic) => _saidAt.TryGetValue(topic, out var at) ? Least - time.GetElapsedTime(at) : TimeSpan.Zero;
}
