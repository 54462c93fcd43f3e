using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Doctor;

public sealed class ExaminationTests
{
    private static readonly DoctorItem Good = Finding.Ok("Good", "it is");

    private readonly TestClock _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_hangs_is_unknown_after_its_patience_and_holds_up_nobody()
    {
        var never = new TaskCompletionSource<IReadOnlyList<DoctorItem>>();
        var examining = Examination.RunAsync([new Check("Bad", _ => never.Task), new Check("Good", static _ => Task.FromResult<IReadOnlyList<DoctorItem>>([Good]))], _time, static _ => { }, Cancel);
        var patience = await _time.SleepAsync(Cancel);
        await AdvanceUntilAsync(examining, patience);

        var items = await examining;

        Assert.Equal(("Bad", DoctorState.Unknown, "did not answer in 5 s"), (items[0].Name, items[0].State, items[0].Evidence));
        Assert.Equal(Good, items[1]);
    }

    [Fact]
    public async Task One_that_blocks_its_thread_is_left_behind_too()
    {
        using var release = new ManualResetEventSlim();
        var examining = Examination.RunAsync([new Check("Stuck", _ =>
        {
            release.Wait(Cancel);
            return Task.FromResult<IReadOnlyList<DoctorItem>>([Good]);
        })], _time, static _ => { }, Cancel);
        await AdvanceUntilAsync(examining, await _time.SleepAsync(Cancel));

        Assert.Equal(DoctorState.Unknown, Assert.Single(await examining).State);
        release.Set();
    }

    [Fact]
    public async Task One_that_breaks_is_unknown_with_the_reason()
    {
        var items = await Examination.RunAsync([new Check("Odd", static _ => throw new FormatException("what is this"))], _time, static _ => { }, Cancel);

        Assert.Contains("what is this", Assert.Single(items).Evidence, StringComparison.Ordinal);
        Assert.Equal(DoctorState.Unknown, items[0].State);
        Assert.NotEmpty(items[0].Fix);
    }

    [Fact]
    public void The_worst_item_counts() =>
        Assert.Equal(DoctorState.Fault, Examination.Worst([Good, Finding.Fault("a", "b", "c"), Finding.Unknown("a", "b", "c"), Finding.Warning("a", "b", "c")]));

    private async Task AdvanceUntilAsync(Task done, TimeSpan patience)
    {
        // The two checks set their timers one after the other.
        while (!done.IsCompleted)
        {
            _time.Advance(patience);
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel));
        }
    }

    private sealed class Check(string name, Func<CancellationToken, Task<IReadOnlyList<DoctorItem>>> look) : ICheck
    {
        public string Name => name;

        public TimeSpan Patience => TimeSpan.FromSeconds(5);

        public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => look(cancellationToken);
    }
}
