using System.Collections.Concurrent;

namespace EdgeKit.Streaming.Streams;

/// <summary>Who watches a stream: connections that asked for something of it lately. Bounded by the connections that the server takes.</summary>
internal sealed class ViewerCount(TimeProvider time)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>How many.</summary>
    public int Count => _seen.Count(pair => time.GetElapsedTime(pair.Value) < Lately);

    /// <summary>A connection asked for something.</summary>
    public void Saw(string connection) => _seen[connection] = time.GetTimestamp();

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
    }
}
