using System.Collections.Concurrent;

namespace EdgeKit.Streaming.Streams;

/// <summary>Who watches a stream: connections that asked for something of it lately, and so many at the most.</summary>
internal sealed class ViewerCount(TimeProvider time)
{
    private const int Most = 8192;

    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);
    private int _kept;

    /// <summary>How many.</summary>
    public int Count => _seen.Count(pair => time.GetElapsedTime(pair.Value) < Lately);

    /// <summary>A connection asked for something.</summary>
    public void Saw(string connection)
    {
        if (!_seen.ContainsKey(connection) && Interlocked.Increment(ref _kept) > Most)
        {
            Interlocked.Decrement(ref _kept);
            return;
        }

        _seen[connection] = time.GetTimestamp();
    }

    /// <summary>Forgets those who left.</summary>
    public void Sweep()
    {
        foreach (var (connection, at) in _seen)
        {
            if (time.GetElapsedTime(at) >= Lately)
            {
                _seen.TryRemove(new(connection, at));
            }
        }

        // Two requests of one new connection at once counted it twice.
        Interlocked.Exchange(ref _kept, _seen.Count);
    }
}
