using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeKit.Uplink.Tests.Line;

/// <summary>A line over which nothing is heard for a while: whether it is waited for, and when it is given up.</summary>
public sealed class SilentLineTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly MemoryFeed _feed = new();
    private readonly FarEnd _far = new();
    private LineTransport? _transport;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await (_transport?.DisposeAsync() ?? default);
        await _far.DisposeAsync();
    }

    [Fact]
    public async Task It_goes_on_when_the_link_is_back()
    {
        var life = new FakeLifeline();
        var (push, line) = await SendAsync(life);
        await PassAsync(() => life.Asked > 0);
        await PassAsync(TimeSpan.FromSeconds(40));
        Assert.False(push.IsCompleted);

        await line.SayAsync(new CloudMessage { Ack = 5 });
        await PassAsync(() => push.IsCompleted && life.Back > 0);

        Assert.Equal(5, Assert.IsType<PushResult.Acknowledged>(await push).Answer.AckSeq);
        Assert.Equal((1, 1, 1, 0), (life.Gone, life.Asked, life.Back, life.Given));
        line.End();
    }

    [Fact]
    public async Task It_is_given_up_when_the_cloud_is_reached_and_it_still_says_nothing()
    {
        var life = new FakeLifeline();
        var (push, line) = await SendAsync(life);
        await PassAsync(() => life.Asked > 0);
        life.Reached.SetResult();
        await PassAsync(() => push.IsCompleted);

        await Assert.ThrowsAsync<HttpRequestException>(() => push);
        Assert.Equal((1, 0, 1), (life.Asked, life.Back, life.Given));
        line.End();
    }

    [Fact]
    public async Task A_sign_of_its_kernel_is_enough_for_as_long_again()
    {
        var life = new FakeLifeline();
        var (push, line) = await SendAsync(life);
        await PassAsync(() => life.Asked > 0);
        life.Reached.SetResult();
        life.SinceAck = TimeSpan.Zero;
        await PassAsync(TimeSpan.FromSeconds(11));
        life.SinceAck = TimeSpan.MaxValue;
        Assert.Equal((1, 0, false), (life.Asked, life.Given, push.IsCompleted));

        await PassAsync(() => push.IsCompleted);
        await Assert.ThrowsAsync<HttpRequestException>(() => push);
        Assert.Equal((2, 1), (life.Asked, life.Given));
        line.End();
    }

    [Fact]
    public async Task It_is_given_up_when_the_cloud_is_not_reached_for_long()
    {
        var life = new FakeLifeline();
        var (push, line) = await SendAsync(life);
        await PassAsync(() => life.Asked > 0);
        life.Reached.SetException(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.TimedOut));
        await PassAsync(() => push.IsCompleted);

        await Assert.ThrowsAsync<HttpRequestException>(() => push);
        Assert.Equal(0, life.Given);
        line.End();
    }

    [Fact]
    public async Task Without_a_kernel_that_tries_often_it_is_given_up_after_twelve_seconds()
    {
        var life = new FakeLifeline { Persists = false };
        var (push, line) = await SendAsync(life);
        var begun = _clock.GetTimestamp();
        await PassAsync(() => push.IsCompleted);

        await Assert.ThrowsAsync<HttpRequestException>(() => push);
        Assert.InRange(_clock.GetElapsedTime(begun), LinePulse.Patience, LinePulse.Patience + TimeSpan.FromSeconds(1));
        Assert.Equal(0, life.Asked);
        line.End();
    }

    private async Task<(Task<PushResult> Push, FarLine Line)> SendAsync(FakeLifeline life)
    {
        _transport = await _far.StartAsync(_feed, new FakeFeedDesk(), _clock, HttpProtocols.Http1AndHttp2, life);
        _feed.Append(5);
        var push = _transport.PushAsync(new PushBatch(1, await _feed.ReadAsync(0, 5, Cancel)), Cancel);
        var line = await _far.LineAsync();
        await line.OpenAsync(0);
        await line.RecordsAsync(_feed.Incarnation);
        return (push, line);
    }

    /// <summary>Time passes until it is so.</summary>
    private Task PassAsync(Func<bool> until) =>
        Readiness.WaitUntilAsync(
            _ =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(until());
            },
            () => $"not by {_clock.GetUtcNow():T}",
            Cancel);

    private async Task PassAsync(TimeSpan span)
    {
        var begun = _clock.GetTimestamp();
        await PassAsync(() => _clock.GetElapsedTime(begun) >= span);
    }
}
