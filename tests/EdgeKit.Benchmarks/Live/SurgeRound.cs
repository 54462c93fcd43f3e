using System.Net;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Benchmarks.Live;

/// <summary>Many viewers ask for one segment that nobody has asked for before.</summary>
/// <param name="Fetches">What they got.</param>
/// <param name="OriginRequests">How often the origin was asked for it.</param>
/// <param name="OriginBytes">Bytes of it that the origin sent.</param>
/// <param name="ResidentBytes">The rival's memory while all are connected and have their answer.</param>
/// <param name="Processor">What the rival used from the first request to the last answer.</param>
internal sealed record SurgeRound(IReadOnlyList<Fetch> Fetches, int OriginRequests, long OriginBytes, long ResidentBytes, TimeSpan Processor)
{
    /// <summary>All ask within this time.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(50);

    /// <summary>A viewer that has no segment after this has gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs one.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="rival">The cache.</param>
    /// <param name="viewers">How many.</param>
    /// <param name="line">Bits a second of the uplink.</param>
    /// <param name="cut">Where the origin cuts its first answer; null for nowhere.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SurgeRound> RunAsync(
        TestOrigin origin, LiveRival rival, int viewers, long line, long? cut, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"/hls/v0/{origin.Timeline.Next.Msn - 2}.m4s");
        var expected = origin.ExpectedBytes(path);
        var crowd = Enumerable.Range(0, viewers).Select(_ => new LiveViewer(rival.Address)).ToArray();
        try
        {
            await Task.WhenAll(crowd.Select(viewer => viewer.GetTextAsync(rival.PathOf("/hls/v0/live.m3u8"), cancellationToken)));
            origin.BitsPerSecond = line;
            if (cut is { } at)
            {
                origin.Fail(new OriginFault.Cut(at), path, times: 1);
            }

            var before = rival.Cost;
            var started = TimeProvider.System.GetTimestamp();
            var fetches = await Task.WhenAll(crowd.Select(async (viewer, index) =>
            {
                var wait = (Spread * index / viewers) - TimeProvider.System.GetElapsedTime(started);
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System, cancellationToken);
                return await GetAsync(viewer, rival.PathOf(path), expected, cancellationToken);
            }));
            var after = rival.Cost;
            return new SurgeRound(fetches, origin.RequestsOf(path), origin.BytesOf(path), after.ResidentBytes, after.Since(before).Processor);
        }
        finally
        {
            foreach (var viewer in crowd)
            {
                viewer.Dispose();
            }
        }
    }

    /// <summary>How long one viewer alone waits at an origin with this line, in milliseconds.</summary>
    public static async Task<double> AloneAsync(TestOriginOptions options, long line, CancellationToken cancellationToken)
    {
        await using var origin = TestOrigin.Start(options);
        using var viewer = new LiveViewer(new IPEndPoint(IPAddress.Loopback, origin.Port));
        await viewer.GetTextAsync("/hls/v0/live.m3u8", cancellationToken);
        origin.BitsPerSecond = line;
        var path = FormattableString.Invariant($"/hls/v0/{origin.Timeline.Next.Msn - 2}.m4s");
        var fetch = await GetAsync(viewer, path, origin.ExpectedBytes(path), cancellationToken);
        return fetch.LastByteMilliseconds;
    }

    private static async Task<Fetch> GetAsync(LiveViewer viewer, string path, byte[] expected, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await viewer.GetAsync(path, expected, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Fetch(0, 0, 0, 0, 0, IsWhole: false);
        }
    }
}
