using EdgeKit.Kernel.Loops;
using EdgeKit.Testing;

namespace EdgeKit.Kernel.Tests.Loops;

public sealed class DoorbellTests
{
    private readonly TestClock _clock = new();
    private readonly Doorbell _bell;

    public DoorbellTests() => _bell = new Doorbell(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rings_before_the_wait_count_as_one()
    {
        _bell.Ring();
        _bell.Ring();

        await _bell.WaitAsync(TimeSpan.FromHours(1), Cancel);

        var second = _bell.WaitAsync(TimeSpan.FromHours(1), Cancel).AsTask();
        Assert.False(second.IsCompleted);
        _bell.Ring();
        await second;
    }

    [Fact]
    public async Task The_wait_ends_with_the_pause()
    {
        var wait = _bell.WaitAsync(TimeSpan.FromSeconds(5), Cancel).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.False(wait.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await wait;
    }

    [Fact]
    public async Task A_pause_that_was_cut_short_does_not_ring_later()
    {
        var first = _bell.WaitAsync(TimeSpan.FromSeconds(5), Cancel).AsTask();
        _bell.Ring();
        await first;
        _clock.Advance(TimeSpan.FromSeconds(5));

        var second = _bell.WaitAsync(TimeSpan.FromHours(1), Cancel).AsTask();
        Assert.False(second.IsCompleted);
        _bell.Ring();
        await second;
    }

    [Fact]
    public async Task Stopping_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var wait = _bell.WaitAsync(TimeSpan.FromHours(1), stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
