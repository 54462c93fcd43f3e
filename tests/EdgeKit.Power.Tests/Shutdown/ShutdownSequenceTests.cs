using EdgeKit.Contracts.Power;
using EdgeKit.Power.Shutdown;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Power.Tests.Shutdown;

public sealed class ShutdownSequenceTests
{
    private readonly TestLedger _ledger = new();
    private readonly TestSwitch _switch = new();
    private readonly TestClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_steps_are_taken_in_order_and_the_power_goes_last()
    {
        var told = new List<string>();
        var passed = 0;

        var steps = await Sequence().RunAsync(
            () => passed = told.Count,
            views => told.Add(string.Join(' ', views.Select(static view => view.State.ToString()[0]))),
            Cancel);

        Assert.Equal(["announce", "finish commits", "push", "sync disks", "power off"], steps.Select(static step => step.Name));
        Assert.All(steps, static step => Assert.Equal(ShutdownStepState.Done, step.State));
        Assert.Equal((1, 9), (_switch.Told, passed));
        Assert.Equal(["R W W W W", "D W W W W", "D R W W W", "D D W W W", "D D R W W", "D D D W W", "D D D R W", "D D D D W", "D D D D R", "D D D D D"], told);
    }

    [Fact]
    public async Task What_hangs_is_cut_short_and_what_fails_is_said_and_the_rest_is_done_all_the_same()
    {
        _ledger.OnSettle = static token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        _ledger.Cloud.Set(4);
        var run = Sequence().RunAsync(static () => { }, static _ => { }, Cancel);
        await Readiness.WaitUntilAsync(
            _ =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(run.IsCompleted);
            },
            static () => "it hangs",
            Cancel);

        var steps = await run;

        Assert.Equal(
            [ShutdownStepState.Done, ShutdownStepState.CutShort, ShutdownStepState.CutShort, ShutdownStepState.Done, ShutdownStepState.Done],
            steps.Select(static step => step.State));
        Assert.Equal("3 records stay queued and go when the kit is on again", steps[2].Said);
        Assert.Equal(1, _switch.Told);
    }

    [Fact]
    public async Task A_disk_that_failed_does_not_keep_the_power_on()
    {
        _ledger.OnSettle = static _ => Task.FromException(new IOException("the disk failed"));

        var steps = await Sequence().RunAsync(static () => { }, static _ => { }, Cancel);

        Assert.Equal((ShutdownStepState.Failed, "the disk failed"), (steps[1].State, steps[1].Said));
        Assert.Equal(1, _switch.Told);
    }

    [Fact]
    public async Task It_is_called_off_before_the_power_goes()
    {
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var run = Sequence("1m").RunAsync(static () => Assert.Fail("the power was to go"), static _ => { }, calledOff.Token);
        await calledOff.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, _switch.Told);
    }

    [Fact]
    public async Task A_rehearsal_takes_every_step_but_the_last_and_says_what_would_stop_that()
    {
        _switch.Fault = "there is no such program";

        var steps = await Sequence().RehearseAsync(Cancel);

        Assert.Equal((ShutdownStepState.Failed, "there is no such program"), (steps[4].State, steps[4].Said));
        Assert.All(steps.Take(4), static step => Assert.Equal(ShutdownStepState.Done, step.State));
        Assert.Equal(0, _switch.Told);
    }

    private ShutdownSequence Sequence(string grace = "0s") => new(ShutdownSettings.Of(("grace", grace)), _ledger, _ledger, _switch, _clock);
}
