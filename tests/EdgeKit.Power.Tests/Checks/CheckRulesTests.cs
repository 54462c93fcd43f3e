using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Power.Checks;

namespace EdgeKit.Power.Tests.Checks;

public sealed class CheckRulesTests
{
    private static readonly Guid ThisBoot = Guid.Parse("b0071d00-0000-4000-8000-000000000001");
    private static readonly Guid EarlierBoot = Guid.Parse("b0071d00-0000-4000-8000-000000000002");
    private static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);

    [Theory]
    [InlineData(0, null, CheckState.Ok)]
    [InlineData(99, null, CheckState.Ok)]
    [InlineData(100, null, CheckState.Due)]
    [InlineData(114, null, CheckState.Due)]
    [InlineData(115, null, CheckState.Late)]
    [InlineData(129, null, CheckState.Late)]
    [InlineData(130, null, CheckState.Escalated)]
    [InlineData(100_000, null, CheckState.Escalated)]
    [InlineData(119, 120, CheckState.Due)]
    [InlineData(120, 120, CheckState.Late)]
    [InlineData(149, 150, CheckState.Due)]
    [InlineData(150, 150, CheckState.Escalated)]
    [InlineData(114, 105, CheckState.Due)]
    [InlineData(99, 200, CheckState.Ok)]
    public void A_check_is_due_then_late_then_escalated_and_a_snooze_keeps_it_due(int minute, int? snoozedUntil, CheckState state) =>
        Assert.Equal(state, CheckRules.StateAt(Times(snoozedUntil), TimeSpan.FromMinutes(minute)));

    [Theory]
    [InlineData(0, null, 100)]
    [InlineData(100, null, 115)]
    [InlineData(115, null, 130)]
    [InlineData(130, null, null)]
    [InlineData(110, 120, 120)]
    [InlineData(110, 140, 140)]
    [InlineData(110, 112, 115)]
    public void The_next_change_is_when_the_state_becomes_another(int minute, int? snoozedUntil, int? next) =>
        Assert.Equal(next is { } at ? TimeSpan.FromMinutes(at) : null, CheckRules.NextChange(Times(snoozedUntil), TimeSpan.FromMinutes(minute)));

    [Theory]
    [InlineData(0)]
    [InlineData(-30 * 365 * 24 * 60)]
    [InlineData(30 * 365 * 24 * 60)]
    public void Within_a_boot_no_jump_of_the_wall_clock_moves_it(int jumpMinutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(130),
            CheckRules.DueAfter(At(ThisBoot, 10, 1000, ClockState.Floor), TwoHours, At(ThisBoot, 60, 1050 + jumpMinutes, ClockState.Ntp)));

    [Theory]
    // Read 30 minutes before the board came up, 10 minutes ago.
    [InlineData(ClockState.Ntp, 40, ClockState.Ntp, 90)]
    [InlineData(ClockState.Cloud, 40, ClockState.Rtc, 90)]
    [InlineData(ClockState.Ntp, 125, ClockState.Ntp, 5)]
    // Off over night: due since it is on, and not for hours.
    [InlineData(ClockState.Ntp, 14 * 60, ClockState.Ntp, 0)]
    // A clock that was wrong by a little: this boot is older than the reading seems to be.
    [InlineData(ClockState.Ntp, 3, ClockState.Ntp, 120)]
    // The clock stands at its floor, so nobody knows how long it was off.
    [InlineData(ClockState.Ntp, 10, ClockState.Floor, 15)]
    [InlineData(ClockState.Ntp, 500_000, ClockState.Floor, 15)]
    // The reading's own time was never known.
    [InlineData(ClockState.Floor, 500_000, ClockState.Ntp, 15)]
    [InlineData(ClockState.Unset, 500_000, ClockState.Cloud, 15)]
    // It was read by a board clock that ran ahead.
    [InlineData(ClockState.Rtc, -500_000, ClockState.Ntp, 15)]
    public void Over_a_restart_of_the_board_it_goes_on_where_it_was(ClockState then, int minutesAgo, ClockState clock, int dueMinute) =>
        Assert.Equal(
            TimeSpan.FromMinutes(dueMinute),
            CheckRules.DueAfter(At(EarlierBoot, 700, 1000, then), TwoHours, At(ThisBoot, 10, 1000 + minutesAgo, clock)));

    [Fact]
    public void What_is_looked_at_often_is_not_left_longer_for_want_of_a_clock() =>
        Assert.Equal(
            TimeSpan.FromMinutes(5),
            CheckRules.DueAfter(At(EarlierBoot, 700, 1000, ClockState.Ntp), TimeSpan.FromMinutes(5), At(ThisBoot, 1, 1001, ClockState.Floor)));

    [Theory]
    [InlineData(120, 80, 50, 80)]
    [InlineData(120, 0, 50, 50)]
    [InlineData(120, 120, 50, 120)]
    [InlineData(40, 0, 50, 40)]
    [InlineData(80, 120, 50, 120)]
    [InlineData(50, 120, 50, 50)]
    public void A_better_clock_moves_what_is_not_due_yet_and_never_into_the_past(int due, int anew, int uptime, int revised) =>
        Assert.Equal(TimeSpan.FromMinutes(revised), CheckRules.Revised(TimeSpan.FromMinutes(due), TimeSpan.FromMinutes(anew), TimeSpan.FromMinutes(uptime)));

    [Theory]
    [InlineData("Ada|Bo|Cy", null, "Ada")]
    [InlineData("Ada|Bo|Cy", "Ada", "Bo")]
    [InlineData("Ada|Bo|Cy", "Cy", "Ada")]
    [InlineData("Ada|Bo|Cy", "left", "Ada")]
    [InlineData("Ada", "Ada", "Ada")]
    [InlineData("", "Ada", null)]
    public void The_roster_goes_by_turns(string roster, string? last, string? next) =>
        Assert.Equal(next, CheckRules.Turn(roster.Split('|', StringSplitOptions.RemoveEmptyEntries), last));

    [Theory]
    [InlineData("unit: V, low: 12V, high: 14V", 12, false, null)]
    [InlineData("unit: V, low: 12V, high: 14V", 14, false, null)]
    [InlineData("unit: V, low: 12V, high: 14V", 11.99, false, "11.99 V was read and from 12 to 14 V is plausible")]
    [InlineData("unit: V, low: 12V, high: 14V", 11.99, true, null)]
    [InlineData("unit: V, low: 12V", 1, false, "at least 12 V")]
    [InlineData("unit: °C, high: -5°C", 2, false, "at most -5 °C")]
    [InlineData("unit: V", 1e300, false, null)]
    public void A_reading_outside_the_range_wants_to_be_confirmed(string check, double reading, bool confirm, string? why)
    {
        var problem = CheckRules.WhyNot(CheckSetup.One(check), new CheckSubmission("pack", CheckReading.Of(reading), "Ada", Confirm: confirm))?.Problem;

        Assert.Equal(why is null ? null : ProblemTypes.CheckOutOfRange, problem?.Type);
        Assert.Contains(why ?? "", problem?.Detail ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Not_ok_needs_no_confirmation_and_is_out_of_range()
    {
        var check = CheckSetup.One("id: x");

        Assert.Null(CheckRules.WhyNot(check, new CheckSubmission("x", CheckReading.NotOk, "Ada")));
        Assert.True(CheckRules.IsOutOfRange(check, CheckReading.NotOk));
        Assert.False(CheckRules.IsOutOfRange(check, CheckReading.Ok));
    }

    private static CheckTimes Times(int? snoozedUntil) =>
        new(TimeSpan.FromMinutes(100), TimeSpan.FromMinutes(115), TimeSpan.FromMinutes(130), snoozedUntil is { } until ? TimeSpan.FromMinutes(until) : null);

    private static RecordedAt At(Guid boot, int uptimeMinutes, int wallMinutes, ClockState clock) =>
        new(boot, uptimeMinutes * 60_000L, (30_000_000L + wallMinutes) * 60_000, clock);
}
