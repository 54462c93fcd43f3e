using System.Collections.Concurrent;
using System.Net;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Viewers;

/// <summary>Players that watch until told to stop: half of them segments, half of them parts; of those, half take hints.</summary>
public sealed class Audience : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly TestOrigin _origin;
    private readonly Task[] _playing;

    /// <summary>Begins to watch the origin's renditions by turns.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="server">Whom the players ask.</param>
    /// <param name="pathOf">Where that has what the origin has at a path.</param>
    /// <param name="viewers">How many.</param>
    public Audience(TestOrigin origin, IPEndPoint server, Func<string, string> pathOf, int viewers)
    {
        _origin = origin;
        var expected = new ExpectedMedia(origin);
        var renditions = origin.Options.Renditions;
        _playing = [.. Enumerable.Range(0, viewers).Select(index => PlayAsync(index, renditions[index / 4 % renditions.Count].Name))];

        Task PlayAsync(int index, string rendition) => index % 2 == 0
            ? new PlainPlayer(origin, server, pathOf, rendition, expected, _deliveries).PlayAsync(long.MaxValue, _stop.Token)
            : new LowLatencyPlayer(origin, server, pathOf, rendition, takesHints: index % 4 == 1, expected, _deliveries).PlayAsync(new LivePosition(long.MaxValue, 0), _stop.Token);
    }

    /// <summary>What came so far.</summary>
    public IReadOnlyCollection<Delivery> Deliveries => _deliveries;

    /// <summary>Returns when each kind of player has got this much on average.</summary>
    public async Task WatchAsync(int deliveriesEach, CancellationToken cancellationToken)
    {
        while (_deliveries.Count < deliveriesEach * _playing.Length)
        {
            if (Array.Find(_playing, static playing => playing.IsFaulted) is { } broken)
            {
                await broken;
            }

            await Task.Delay(_origin.Options.PartDuration / 10, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Stops; what has not come as a whole by now does not count.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_playing);
        }
        catch (OperationCanceledException) when (_playing.All(static playing => !playing.IsFaulted))
        {
            return;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
