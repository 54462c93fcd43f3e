using System.Net;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live;

/// <summary>Viewers that fetch what is in the cache, one segment after another, as fast as it comes.</summary>
/// <param name="Bytes">Bytes of body that came.</param>
/// <param name="Broken">Answers that were not whole.</param>
/// <param name="Took">How long it went on.</param>
/// <param name="Processor">What the rival used.</param>
/// <param name="OwnProcessor">What the viewers used.</param>
internal sealed record WarmRound(long Bytes, int Broken, TimeSpan Took, TimeSpan Processor, TimeSpan OwnProcessor)
{
    private const double GiB = 1L << 30;

    /// <summary>Processor seconds of the rival for a GiB.</summary>
    public double SecondsPerGiB => Processor.TotalSeconds / (Bytes / GiB);

    /// <summary>GiB a second.</summary>
    public double Rate => Bytes / GiB / Took.TotalSeconds;

    /// <summary>Runs one.</summary>
    /// <param name="server">Who answers.</param>
    /// <param name="overTls">Whether with TLS.</param>
    /// <param name="paths">What is fetched, by turns.</param>
    /// <param name="viewers">How many connections.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="cost">The rival's processor time so far.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<WarmRound> RunAsync(
        IPEndPoint server, bool overTls, IReadOnlyList<string> paths, int viewers, TimeSpan duration, Func<RivalCost> cost, CancellationToken cancellationToken)
    {
        var crowd = Enumerable.Range(0, viewers).Select(_ => new LiveViewer(server, overTls)).ToArray();
        try
        {
            // In turn, so that the cache is warm and all are connected.
            foreach (var path in paths)
            {
                await crowd[0].GetAsync(path, default, cancellationToken);
            }

            await Task.WhenAll(crowd.Select((viewer, index) => viewer.GetAsync(paths[index % paths.Count], default, cancellationToken)));

            var own = ProcessCost.Of(Environment.ProcessId);
            var before = cost();
            var started = TimeProvider.System.GetTimestamp();
            var got = await Task.WhenAll(crowd.Select((viewer, index) => LoopAsync(viewer, paths, index, started, duration, cancellationToken)));
            var took = TimeProvider.System.GetElapsedTime(started);
            var processor = cost().Since(before).Processor;
            return new WarmRound(
                got.Sum(static one => one.Bytes),
                got.Sum(static one => one.Broken),
                took,
                processor,
                ProcessCost.Of(Environment.ProcessId).Since(own).Processor);
        }
        finally
        {
            foreach (var viewer in crowd)
            {
                viewer.Dispose();
            }
        }
    }

    private static async Task<(long Bytes, int Broken)> LoopAsync(
        LiveViewer viewer, IReadOnlyList<string> paths, int first, long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var (bytes, broken) = (0L, 0);
        for (var next = first; TimeProvider.System.GetElapsedTime(started) < duration; next++)
        {
            var fetch = await viewer.GetAsync(paths[next % paths.Count], default, cancellationToken);
            bytes += fetch.Bytes;
            broken += fetch.IsWhole ? 0 : 1;
        }

        return (bytes, broken);
    }
}
