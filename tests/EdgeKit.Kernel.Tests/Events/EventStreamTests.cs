using EdgeKit.Contracts;
using EdgeKit.Kernel.Events;

namespace EdgeKit.Kernel.Tests.Events;

public sealed class EventStreamTests
{
    private readonly EventStream _stream = new("run-1");

    [Fact]
    public void A_new_listener_hears_what_is_said_from_then_on()
    {
        Say(1);
        using var listener = _stream.Listen(lastEventId: null, out var resumed);
        Say(2);

        Assert.False(resumed);
        Assert.Equal([2], Heard(listener));
    }

    [Fact]
    public void A_listener_that_comes_back_hears_what_it_missed()
    {
        Say(1, 2, 3);

        using var listener = _stream.Listen("run-1-1", out var resumed);
        Say(4);

        Assert.True(resumed);
        Assert.Equal([2, 3, 4], Heard(listener));
    }

    [Fact]
    public void A_listener_that_missed_nothing_resumes()
    {
        Say(1);

        using var listener = _stream.Listen("run-1-1", out var resumed);

        Assert.True(resumed);
        Assert.Empty(Heard(listener));
    }

    [Theory]
    [InlineData("run-2-1")]
    [InlineData("run-1-9")]
    [InlineData("run-1--1")]
    [InlineData("run-1-")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("run-1-99999999999999999999")]
    public void An_id_of_another_run_or_none_starts_anew(string lastEventId)
    {
        Say(1, 2);

        using var listener = _stream.Listen(lastEventId, out var resumed);

        Assert.False(resumed);
        Assert.Empty(Heard(listener));
    }

    [Fact]
    public void Only_the_newest_are_kept()
    {
        Say([.. Enumerable.Range(1, EventStream.Kept + 1)]);

        using var tooOld = _stream.Listen("run-1-0", out var tooOldResumed);
        using var oldest = _stream.Listen("run-1-1", out var oldestResumed);

        Assert.False(tooOldResumed);
        Assert.True(oldestResumed);
        Assert.Equal(Enumerable.Range(2, EventStream.Kept), Heard(oldest));
    }

    [Fact]
    public async Task A_listener_that_falls_behind_is_cut_off_and_the_others_are_not()
    {
        using var slow = _stream.Listen(lastEventId: null, out _);
        using var quick = _stream.Listen(lastEventId: null, out _);
        for (var number = 1; number <= EventStream.Kept + 2; number++)
        {
            Say(number);
            Assert.Equal([number], Heard(quick));
        }

        Assert.Equal(EventStream.Kept + 1, Heard(slow).Count);
        await slow.Events.Completion;
        Assert.False(quick.Events.Completion.IsCompleted);
        Assert.Equal(1, _stream.Listeners);
    }

    [Fact]
    public void A_page_that_is_gone_is_told_nothing()
    {
        var listener = _stream.Listen(lastEventId: null, out _);
        listener.Dispose();
        Say(1);

        Assert.Empty(Heard(listener));
        Assert.Equal(0, _stream.Listeners);
    }

    private static List<int> Heard(EventListener listener)
    {
        var heard = new List<int>();
        while (listener.Events.TryRead(out var said))
        {
            heard.Add((int)((Money)said.Value).Amount);
        }

        return heard;
    }

    private void Say(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            _stream.Publish("number", new Money(number, "EUR"), ContractsJson.Default.Money);
        }
    }
}
