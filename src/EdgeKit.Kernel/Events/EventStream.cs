using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace EdgeKit.Kernel.Events;

/// <summary>
/// What pages hear: the last <see cref="Kept"/> events, and whoever listens. A listener that falls behind by more is cut off
/// and resumes by the id of the last event it had.
/// </summary>
public sealed class EventStream
{
    /// <summary>How many events a listener may be behind.</summary>
    public const int Kept = 1024;

    private readonly Lock _gate = new();
    private readonly Queue<KitEvent> _kept = new(Kept);
    private readonly HashSet<Channel<KitEvent>> _listeners = [];
    private readonly string _run;
    private long _count;

    /// <summary>Starts with nothing said.</summary>
    /// <param name="run">Tells this run of the daemon from the others.</param>
    public EventStream(string run) => _run = run;

    /// <summary>How many listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Tells everyone.</summary>
    public void Publish<T>(string type, T value, JsonTypeInfo<T> typeInfo)
        where T : notnull
    {
        lock (_gate)
        {
            var said = new KitEvent(string.Create(CultureInfo.InvariantCulture, $"{_run}-{++_count}"), type, value, typeInfo);
            if (_kept.Count == Kept)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(said);
            _listeners.RemoveWhere(listener => !listener.Writer.TryWrite(said) && listener.Writer.TryComplete());
        }
    }

    /// <summary>Listens from now on, or from after <paramref name="lastEventId"/>.</summary>
    /// <param name="lastEventId">The last event that the listener had; null for none.</param>
    /// <param name="resumed">False if events after it are no longer kept, or it is of another run: fetch the state anew.</param>
    public EventListener Listen(string? lastEventId, out bool resumed)
    {
        lock (_gate)
        {
            var channel = Channel.CreateBounded<KitEvent>(Kept + 1);
            var missed = Missed(lastEventId);
            resumed = missed is not null;
            foreach (var said in missed ?? [])
            {
                channel.Writer.TryWrite(said);
            }

            _listeners.Add(channel);
            return new EventListener(this, channel);
        }
    }

    internal void Leave(Channel<KitEvent> listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
        }
    }

    private List<KitEvent>? Missed(string? lastEventId)
    {
        if (lastEventId is null)
        {
            return null;
        }

        var dash = lastEventId.LastIndexOf('-');
        if (dash < 0
            || !lastEventId.AsSpan(0, dash).SequenceEqual(_run)
            || !long.TryParse(lastEventId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || last > _count
            || last < _count - _kept.Count)
        {
            return null;
        }

        return [.. _kept.Skip((int)(last - (_count - _kept.Count)))];
    }
}
