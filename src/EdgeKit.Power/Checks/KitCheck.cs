using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Power.Checks;

/// <summary>One check and what is known of it. Its owner lets one thread in at a time.</summary>
/// <param name="options">Its configuration.</param>
/// <param name="uptime">When the daemon first saw it: a check that nobody ever did is due since then.</param>
internal sealed class KitCheck(CheckOptions options, TimeSpan uptime)
{
    private (KeptRecord Record, CheckRecordedBody Body)? _last;
    private (KeptRecord Record, CheckSnoozedBody Body)? _snooze;
    private TimeSpan _due = uptime;

    /// <summary>Its configuration.</summary>
    public CheckOptions Options => options;

    /// <summary>What others were told last.</summary>
    public CheckState Told { get; set; }

    /// <summary>Whether it was snoozed since the last reading.</summary>
    public bool WasSnoozed => _snooze is { } snooze && snooze.Record.Seq > (_last?.Record.Seq ?? 0);

    /// <summary>Whose turn it is.</summary>
    public string? Assigned => CheckRules.Turn(options.Roster, _last?.Body.Assigned);

    /// <summary>Goes on from a reading.</summary>
    /// <exception cref="JsonException">Its body is not one.</exception>
    public void Take(KeptRecord reading, RecordedAt now)
    {
        _last = (reading, Read(reading, ContractsJson.Default.CheckRecordedBody));
        _due = CheckRules.DueAfter(reading.RecordedAt, options.Every, now);
    }

    /// <summary>Goes on from a snooze.</summary>
    /// <exception cref="JsonException">Its body is not one.</exception>
    public void TakeSnooze(KeptRecord snooze) => _snooze = (snooze, Read(snooze, ContractsJson.Default.CheckSnoozedBody));

    /// <summary>When it becomes what, as far as is known now.</summary>
    public CheckTimes TimesAt(RecordedAt now)
    {
        if (_last is { } last)
        {
            _due = CheckRules.Revised(_due, CheckRules.DueAfter(last.Record.RecordedAt, options.Every, now), Uptime(now));
        }

        // What was snoozed before the board restarted has long been quiet enough.
        TimeSpan? quiet = WasSnoozed && _snooze is { } snooze && snooze.Record.RecordedAt.Boot == now.Boot
            ? Uptime(snooze.Record.RecordedAt) + TimeSpan.FromMinutes(snooze.Body.Minutes)
            : null;
        return new CheckTimes(_due, _due + options.Within, _due + options.EscalateAfter, quiet);
    }

    /// <summary>It, to be shown.</summary>
    public CheckView View(RecordedAt now)
    {
        var times = TimesAt(now);
        var state = CheckRules.StateAt(times, Uptime(now));
        return new CheckView(
            options.Id,
            options.Name,
            state,
            Wall(times.Due, now),
            Wall(times.Deadline, now),
            LateBy(times, now),
            state is not CheckState.Ok && !WasSnoozed,
            options.Unit,
            options.Low,
            options.High,
            Assigned,
            options.EscalateTo,
            times.SnoozedUntil > Uptime(now) ? Wall(times.SnoozedUntil.Value, now) : null,
            _last is { } last ? new LastCheck(last.Body.Reading, last.Body.By, last.Record.RecordedAt.Time, last.Body.OutOfRange) : null);
    }

    /// <summary>Whole seconds since the deadline; 0 before.</summary>
    public static long LateBy(CheckTimes times, RecordedAt now) => Math.Max(0, (long)(Uptime(now) - times.Deadline).TotalSeconds);

    /// <summary>An instant of this boot in wall time, to the second.</summary>
    public static DateTimeOffset Wall(TimeSpan instant, RecordedAt now) =>
        DateTimeOffset.FromUnixTimeSeconds((now.Time + (instant - Uptime(now))).ToUnixTimeSeconds());

    private static TimeSpan Uptime(RecordedAt instant) => TimeSpan.FromMilliseconds(instant.MonotonicMs);

    private static T Read<T>(KeptRecord record, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(record.Body.Span, type) ?? throw new JsonException($"Record {record.Seq} says nothing.");
}
