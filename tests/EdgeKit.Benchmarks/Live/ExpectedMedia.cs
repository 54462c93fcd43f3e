using System.Collections.Concurrent;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>What the origin's media must be, made once for all viewers.</summary>
internal sealed class ExpectedMedia(TestOrigin origin)
{
    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _bytes = new(StringComparer.Ordinal);

    /// <summary>All bytes of a published path of <c>/hls/</c>.</summary>
    public byte[] Of(string path) => _bytes.GetOrAdd(path, path => new Lazy<byte[]>(() => origin.ExpectedBytes(path))).Value;
}
