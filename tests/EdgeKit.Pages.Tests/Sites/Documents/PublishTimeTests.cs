using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Tests.Sites.Documents;

public sealed class PublishTimeTests
{
    private static readonly Guid Boot = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private static readonly Guid NextBoot = Guid.Parse("11111111-2222-3333-4444-666666666666");
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly (string What, PublishTime Due, RecordedAt Now, bool IsDue)[] Cases =
    [
        ("a time that has come", At(5, ClockState.Ntp), Now(Boot, 600, 5, ClockState.Ntp), true),
        ("a time that has not", At(5, ClockState.Ntp), Now(Boot, 600, 4, ClockState.Ntp), false),
        ("a time, by a clock that nobody set", At(5, ClockState.Floor), Now(Boot, 600, 60, ClockState.Floor), false),
        ("minutes that have run", In(5, ClockState.Floor), Now(Boot, 1300, 0, ClockState.Floor), true),
        ("minutes that have not", In(5, ClockState.Floor), Now(Boot, 1299, 0, ClockState.Floor), false),
        ("minutes, whatever the clock does", In(5, ClockState.Floor), Now(Boot, 1010, 500_000, ClockState.Cloud), false),
        ("minutes over a restart, by right clocks", In(5, ClockState.Ntp), Now(NextBoot, 1, 5, ClockState.Ntp), true),
        ("minutes over a restart, too early", In(5, ClockState.Ntp), Now(NextBoot, 1, 4, ClockState.Ntp), false),
        ("minutes over a restart without a clock begin anew", In(5, ClockState.Floor), Now(NextBoot, 299, 500_000, ClockState.Floor), false),
        ("and end", In(5, ClockState.Floor), Now(NextBoot, 300, 0, ClockState.Floor), true),
    ];

    [Fact]
    public void What_is_due_is_late_rather_than_early() => Assert.All(Cases, static one => Assert.Equal((one.What, one.IsDue), (one.What, one.Due.IsDue(one.Now))));

    private static RecordedAt Now(Guid boot, int uptimeSeconds, int minutesPastNoon, ClockState clock) =>
        new(boot, uptimeSeconds * 1000L, Noon.AddMinutes(minutesPastNoon).ToUnixTimeMilliseconds(), clock);

    private static PublishTime At(int minutesPastNoon, ClockState clock) => new(Now(Boot, 1000, 0, clock), Noon.AddMinutes(minutesPastNoon), TimeSpan.Zero);

    private static PublishTime In(int minutes, ClockState clock) => new(Now(Boot, 1000, 0, clock), null, TimeSpan.FromMinutes(minutes));
}
