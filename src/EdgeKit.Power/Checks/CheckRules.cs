using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Power.Checks;

/// <summary>When a check is due, how urgent it is, whose turn it is, and which readings are taken.</summary>
internal static class CheckRules
{
    private const int LongestName = 100;
    private const int LongestPhoto = 500;
    private const int LongestNote = 1000;

    // Time enough for the network to come up and the clock to be set.
    private static readonly TimeSpan AskAfterBoot = TimeSpan.FromMinutes(15);

    /// <summary>When the next reading is due after the one at <paramref name="last"/>, on this boot's monotonic clock.</summary>
    public static TimeSpan DueAfter(RecordedAt last, TimeSpan every, RecordedAt now)
    {
        if (last.Boot == now.Boot)
        {
            // Wall time may have jumped since; this has not.
            return Since(last) + every;
        }

        // Over a restart of the board only wall time goes on, and only where both ends of it can be trusted. Where nobody can say how long
        // the box was off, asking once too often is better than never: it may be switched on and off all day.
        var uptime = Since(now);
        var passed = now.Time - last.Time;
        if (last.Clock < ClockState.Rtc || now.Clock < ClockState.Rtc || passed < TimeSpan.Zero)
        {
            return AskAfterBoot < every ? AskAfterBoot : every;
        }

        var due = uptime + every - (passed > uptime ? passed : uptime);

        // While the box was off nobody could be asked: what became due meanwhile is due since it is on.
        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }

    /// <summary>When it is due after the clock has become better: what is due stays due, and nothing becomes due in the past.</summary>
    public static TimeSpan Revised(TimeSpan due, TimeSpan anew, TimeSpan uptime) =>
        due <= uptime ? due
        : anew > uptime ? anew
        : uptime;

    /// <summary>How urgent it is.</summary>
    public static CheckState StateAt(CheckTimes times, TimeSpan uptime) =>
        uptime < times.Due ? CheckState.Ok
        : uptime < times.SnoozedUntil || uptime < times.Deadline ? CheckState.Due
        : uptime < times.Escalation ? CheckState.Late
        : CheckState.Escalated;

    /// <summary>When that changes by itself; null for never.</summary>
    public static TimeSpan? NextChange(CheckTimes times, TimeSpan uptime)
    {
        var now = StateAt(times, uptime);
        TimeSpan[] instants = [times.Due, times.Deadline, times.Escalation, times.SnoozedUntil ?? TimeSpan.MinValue];
        return instants.Where(instant => instant > uptime && StateAt(times, instant) != now).Select(static instant => (TimeSpan?)instant).Min();
    }

    /// <summary>Whose turn it is after <paramref name="last"/>; null without a roster.</summary>
    public static string? Turn(IReadOnlyList<string> roster, string? last) =>
        roster.Count == 0 ? null : roster[(roster.ToList().IndexOf(last ?? "") + 1) % roster.Count];

    /// <summary>Whether a reading is outside the plausible range, or says that something is wrong.</summary>
    public static bool IsOutOfRange(CheckOptions check, CheckReading reading) =>
        reading.Number is { } number ? number < check.Low || number > check.High : !reading.IsOk;

    /// <summary>Why a reading is not taken; null if it is.</summary>
    public static ProblemResult? WhyNot(CheckOptions check, CheckSubmission said) =>
        WrongKind(check, said.Reading)
        ?? WrongName(said.By)
        ?? WrongText("photo", said.Photo, LongestPhoto)
        ?? WrongText("note", said.Note, LongestNote)
        ?? Implausible(check, said);

    /// <summary>Why a snooze is not taken; null if it is, as far as it alone tells.</summary>
    public static ProblemResult? WhyNot(CheckSnooze snooze, int mostMinutes) =>
        snooze.Minutes < 1 || snooze.Minutes > mostMinutes
            ? Problems.BadRequest("minutes", $"Expected 1 to {mostMinutes}.")
            : WrongName(snooze.By);

    private static TimeSpan Since(RecordedAt instant) => TimeSpan.FromMilliseconds(instant.MonotonicMs);

    private static ProblemResult? WrongKind(CheckOptions check, CheckReading reading) => (check.Unit, reading.Number) switch
    {
        (null, not null) => Problems.BadRequest("reading", "Expected \"ok\" or \"notOk\": this check has no unit."),
        ({ } unit, null) => Problems.BadRequest("reading", $"Expected a number in {unit}."),
        _ => null,
    };

    private static ProblemResult? WrongName(string by) =>
        string.IsNullOrWhiteSpace(by) || by.Length > LongestName || by.Any(char.IsControl)
            ? Problems.BadRequest("by", $"Expected a name of 1 to {LongestName} characters.")
            : null;

    private static ProblemResult? WrongText(string field, string? text, int most) =>
        text is not null && (text.Length > most || text.Any(static letter => char.IsControl(letter) && letter != '\n'))
            ? Problems.BadRequest(field, $"Expected at most {most} characters, none of them a control character.")
            : null;

    private static ProblemResult? Implausible(CheckOptions check, CheckSubmission said)
    {
        // "notOk" says by itself that it is meant.
        if (said.Confirm || said.Reading.Number is null || !IsOutOfRange(check, said.Reading))
        {
            return null;
        }

        var range = (check.Low, check.High) switch
        {
            ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"from {low} to {high} {check.Unit}"),
            ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"at least {low} {check.Unit}"),
            var (_, high) => string.Create(CultureInfo.InvariantCulture, $"at most {high} {check.Unit}"),
        };
        return Problems.Of(
            ProblemTypes.CheckOutOfRange,
            "Outside what is plausible",
            StatusCodes.Status422UnprocessableEntity,
            $"{said.Reading} {check.Unit} was read and {range} is plausible. Look again; if it is right, send it with \"confirm\": true.",
            "reading");
    }
}
