using EdgeKit.Kernel.Signals;
using EdgeKit.Testing;

namespace EdgeKit.Kernel.Tests.Signals;

public sealed class SignalTests
{
    private readonly Signal<string> _signal = new("a");
    private readonly List<string> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Subscribers_are_told_changes_and_nothing_else()
    {
        using var subscription = _signal.Subscribe(_told.Add);

        _signal.Set("a");
        _signal.Set("b");
        _signal.Set("b");
        _signal.Set("a");

        Assert.Equal(["b", "a"], _told);
        Assert.Equal("a", _signal.Current);
    }

    [Fact]
    public void One_that_left_is_told_no_more_and_the_others_are()
    {
        var first = _signal.Subscribe(value => _told.Add("first " + value));
        using var second = _signal.Subscribe(value => _told.Add("second " + value));

        first.Dispose();
        first.Dispose();
        _signal.Set("b");

        Assert.Equal(["second b"], _told);
    }

    [Fact]
    public void Changes_of_many_threads_come_one_after_the_other()
    {
        var count = 0;
        var signal = new Signal<int>(0);
        using var subscription = signal.Subscribe(_ => count++);

        Parallel.For(1, 2001, value => signal.Set(value));

        Assert.Equal(2000, count);
    }

    [Fact]
    public async Task Waiting_ends_when_it_holds()
    {
        var clock = new TestClock();
        var wait = _signal.WaitAsync(static value => value == "c", TimeSpan.FromMinutes(1), clock, Cancel).AsTask();

        _signal.Set("b");
        Assert.False(wait.IsCompleted);
        _signal.Set("c");

        Assert.True(await wait);
    }

    [Fact]
    public async Task Waiting_ends_with_patience()
    {
        var clock = new TestClock();
        var wait = _signal.WaitAsync(static value => value == "c", TimeSpan.FromMinutes(1), clock, Cancel).AsTask();

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await wait);
    }
}
