using System.Collections.Concurrent;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Viewers;

/// <summary>What the origin's media must be, made once for all viewers, and kept while it is new.</summary>
public sealed class ExpectedMedia(TestOrigin origin)
{
    private const int MostKept = 512;

    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _bytes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _kept = new();

    /// <summary>All bytes of a published segment, or of any part, of <c>/hls/</c>.</summary>
    public byte[] Of(string path)
    {
        if (_bytes.TryGetValue(path, out var known))
        {
            return known.Value;
        }

        var made = new Lazy<byte[]>(() => origin.ExpectedBytes(path));
        var kept = _bytes.GetOrAdd(path, made);
        if (ReferenceEquals(kept, made))
        {
            _kept.Enqueue(path);
            if (_kept.Count > MostKept && _kept.TryDequeue(out var oldest))
            {
                _bytes.TryRemove(oldest, out _);
            }
        }

        return kept.Value;
    }
}
