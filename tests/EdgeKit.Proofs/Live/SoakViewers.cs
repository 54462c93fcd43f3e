using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Proofs.Live;

/// <summary>Viewers that come and go: each watches some rendition for a while, by segments or by parts, and leaves between two objects or in the middle of one.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The seed repeats who comes when; nothing is guarded by it.")]
internal sealed class SoakViewers : IAsyncDisposable
{
    private const double LeastSeconds = 5;
    private const double MostSeconds = 40;
    private const double MostPauseSeconds = 2;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly SoakStall _stall;
    private readonly ExpectedMedia _expected;
    private readonly Task[] _coming;
    private int _visits;
    private int _watching;

    /// <summary>They begin to come.</summary>
    public SoakViewers(SoakStall stall, int viewers, int seed)
    {
        (_stall, _expected) = (stall, new ExpectedMedia(stall.First));
        _coming = [.. Enumerable.Range(0, viewers).Select(viewer => ComeAndGoAsync(new Random(HashCode.Combine(seed, viewer))))];
    }

    /// <summary>How often somebody came.</summary>
    public int Visits => Volatile.Read(ref _visits);

    /// <summary>How many watch now.</summary>
    public int Watching => Volatile.Read(ref _watching);

    /// <summary>What came since the last time.</summary>
    public IReadOnlyList<Delivery> Take()
    {
        var taken = new List<Delivery>();
        while (_deliveries.TryDequeue(out var delivery))
        {
            taken.Add(delivery);
        }

        return taken;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_coming);
        _stop.Dispose();
    }

    private async Task ComeAndGoAsync(Random random)
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            await PauseAsync(random.NextDouble() * MostPauseSeconds);
            Interlocked.Increment(ref _visits);
            Interlocked.Increment(ref _watching);
            await WatchAsync(random, TimeSpan.FromSeconds(LeastSeconds + (random.NextDouble() * (MostSeconds - LeastSeconds))));
            Interlocked.Decrement(ref _watching);
        }
    }

    private async Task WatchAsync(Random random, TimeSpan stay)
    {
        var (origin, options) = (_stall.First, _stall.First.Options);
        var rendition = options.Renditions[random.Next(options.Renditions.Count)].Name;
        var (byParts, takesHints, leavesInTheMiddle) = (random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0);
        var until = leavesInTheMiddle ? long.MaxValue : origin.Timeline.Next.Msn + (long)(stay * options.Pace / options.SegmentDuration);
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (leavesInTheMiddle)
        {
            leaves.CancelAfter(stay);
        }

        try
        {
            await (byParts
                ? new LowLatencyPlayer(origin, _stall.Address, SoakStall.PathOf, rendition, takesHints, _expected, _deliveries).PlayAsync(new LivePosition(until, 0), leaves.Token)
                : new PlainPlayer(origin, _stall.Address, SoakStall.PathOf, rendition, _expected, _deliveries).PlayAsync(until, leaves.Token));
        }
        catch (OperationCanceledException) when (leaves.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task PauseAsync(double seconds)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }
}
