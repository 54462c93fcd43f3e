using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Power.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Checks;

/// <summary>
/// All checks of the kit. What it knows is what the ledger holds: it takes a reading only once the ledger has it, by the same path as
/// at the start.
/// </summary>
internal sealed partial class CheckBook(PowerOptions options, IRecordLog log, SensorBoard sensors, EventStream events, KitClock clock, ILogger<CheckBook> logger)
    : ICheckDesk, IDisposable
{
    /// <summary>The longest snooze, in minutes.</summary>
    public const int MostMinutes = 30;

    // One request at a time, so that two cannot both be the one snooze that is allowed.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private IReadOnlyList<KitCheck>? _checks;

    /// <summary>Goes on from what the ledger holds; the second call and all after it do nothing.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _checks) is not null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_checks is null)
            {
                var now = clock.Now;
                var checks = options.Checks.Select(one => new KitCheck(one, TimeSpan.FromMilliseconds(now.MonotonicMs))).ToList();
                await RestoreAsync(RecordTypes.CheckRecorded, checks, (check, record) => check.Take(record, now), cancellationToken);
                await RestoreAsync(RecordTypes.CheckSnoozed, checks, static (check, record) => check.TakeSnooze(record), cancellationToken);
                Volatile.Write(ref _checks, checks);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How all of them stand.</summary>
    public async ValueTask<ChecksView> ViewAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        lock (_gate)
        {
            var now = clock.Now;
            return new ChecksView([.. _checks!.Select(check => check.View(now))], now.Clock);
        }
    }

    /// <summary>Records a reading.</summary>
    public async Task<IResult> RecordAsync(CheckSubmission said, string? key, byte[] request, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return Find(said.Check) is { } check
            ? await SubmitAsync(check, new RecordDraft(RecordTypes.CheckRecorded, said.Check, "check", key, request, (seq, now) => DecideReading(check, said, seq, now)), cancellationToken)
            : Unknown(said.Check);
    }

    /// <summary>Records that somebody wants to be left alone for a while.</summary>
    public async Task<IResult> SnoozeAsync(string id, CheckSnooze snooze, string? key, byte[] request, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        return Find(id) is { } check
            ? await SubmitAsync(check, new RecordDraft(RecordTypes.CheckSnoozed, id, $"snooze {id}", key, request, (seq, now) => DecideSnooze(check, snooze, seq, now)), cancellationToken)
            : Unknown(id);
    }

    /// <inheritdoc />
    async Task<ProblemResult?> ICheckDesk.RecordAsync(CheckSubmission said, string key, CancellationToken cancellationToken) =>
        await RecordAsync(said, key, JsonSerializer.SerializeToUtf8Bytes(said, ContractsJson.Default.CheckSubmission), cancellationToken) as ProblemResult;

    /// <inheritdoc />
    async Task<ProblemResult?> ICheckDesk.SnoozeAsync(string check, CheckSnooze snooze, string key, CancellationToken cancellationToken) =>
        await SnoozeAsync(check, snooze, key, JsonSerializer.SerializeToUtf8Bytes(snooze, ContractsJson.Default.CheckSnooze), cancellationToken) as ProblemResult;

    /// <summary>Tells what has become due, late or escalated since the last look.</summary>
    /// <returns>How long until something changes by itself; null for never.</returns>
    public TimeSpan? Look()
    {
        lock (_gate)
        {
            var now = clock.Now;
            var uptime = TimeSpan.FromMilliseconds(now.MonotonicMs);
            foreach (var check in _checks!)
            {
                Tell(check, now, isNews: false);
            }

            return _checks.Select(check => CheckRules.NextChange(check.TimesAt(now), uptime)).Min() - uptime;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async ValueTask RestoreAsync(string type, List<KitCheck> checks, Action<KitCheck, KeptRecord> take, CancellationToken cancellationToken)
    {
        foreach (var record in await log.ReadNewestAsync(type, cancellationToken))
        {
            try
            {
                if (checks.Find(check => check.Options.Id == record.Subject) is { } check)
                {
                    take(check, record);
                }
            }
            catch (JsonException exception)
            {
                // Worth a reading more; not worth a kit that does not start.
                LogUnreadable(record.Subject, record.Seq, exception.Message);
            }
        }
    }

    private KitCheck? Find(string id) => _checks!.FirstOrDefault(check => check.Options.Id == id);

    private ProblemResult Unknown(string id) => Problems.NotFound(_checks!.Count == 0
        ? "There are no checks: the configuration has none in power.checks."
        : $"There is no check '{(id.Length > 64 ? id[..64] : id)}'; those there are: {string.Join(", ", _checks.Select(static check => check.Options.Id))}.");

    private async Task<IResult> SubmitAsync(KitCheck check, RecordDraft draft, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // From here on it is decided whether or not the caller is still there.
            var outcome = await log.RecordAsync(draft);
            if (outcome.Record is { } record)
            {
                Take(check, draft.Type, record);
            }

            return outcome.Answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Take(KitCheck check, string type, KeptRecord record)
    {
        lock (_gate)
        {
            var now = clock.Now;
            if (type == RecordTypes.CheckSnoozed)
            {
                check.TakeSnooze(record);
            }
            else
            {
                check.Take(record, now);
            }

            Tell(check, now, isNews: true);
        }
    }

    private void Tell(KitCheck check, RecordedAt now, bool isNews)
    {
        var view = check.View(now);
        if (view.State == check.Told && !isNews)
        {
            return;
        }

        if (view.State is CheckState.Escalated && check.Told is not CheckState.Escalated)
        {
            LogEscalated(view.Id, view.Name, view.DueAt, view.Assigned ?? "nobody in particular", view.EscalateTo ?? "nobody in particular");
        }

        check.Told = view.State;
        events.Publish("check", view, ContractsJson.Default.CheckView);
    }

    private RecordDecision DecideReading(KitCheck check, CheckSubmission said, long seq, RecordedAt now)
    {
        var asked = check.Options;
        if (CheckRules.WhyNot(asked, said) is { } problem)
        {
            return new RecordDecision.Refuse(problem);
        }

        lock (_gate)
        {
            var times = check.TimesAt(now);
            var sensor = SensorValue(asked);
            var difference = said.Reading.Number - sensor is { } apart ? Math.Round(apart, 6) : (double?)null;
            var body = new CheckRecordedBody(
                asked.Id,
                asked.Name,
                said.Reading,
                said.By,
                KitCheck.Wall(times.Due, now),
                KitCheck.LateBy(times, now),
                CheckRules.IsOutOfRange(asked, said.Reading),
                asked.Unit,
                check.Assigned,
                said.Photo,
                said.Note,
                asked.Sensor,
                sensor,
                difference);
            var answer = new CheckRecorded(asked.Id, seq, now.Time, now.Clock, now.Time + asked.Every, body.LateBySeconds, body.OutOfRange, sensor, difference);
            return new RecordDecision.Write(
                JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.CheckRecordedBody),
                JsonSerializer.SerializeToUtf8Bytes(answer, ContractsJson.Default.CheckRecorded));
        }
    }

    private RecordDecision DecideSnooze(KitCheck check, CheckSnooze snooze, long seq, RecordedAt now)
    {
        if (CheckRules.WhyNot(snooze, MostMinutes) is { } problem)
        {
            return new RecordDecision.Refuse(problem);
        }

        lock (_gate)
        {
            var times = check.TimesAt(now);
            var uptime = TimeSpan.FromMilliseconds(now.MonotonicMs);
            if (CheckRules.StateAt(times, uptime) is CheckState.Ok || check.WasSnoozed)
            {
                return new RecordDecision.Refuse(Problems.Of(
                    ProblemTypes.CheckState,
                    "It cannot be snoozed",
                    StatusCodes.Status409Conflict,
                    check.WasSnoozed ? $"{check.Options.Id} was snoozed already. Record a reading." : $"{check.Options.Id} is not due yet."));
            }

            var body = new CheckSnoozedBody(check.Options.Id, snooze.By, snooze.Minutes, KitCheck.Wall(times.Due, now));
            var answer = new CheckSnoozed(check.Options.Id, seq, KitCheck.Wall(uptime + TimeSpan.FromMinutes(snooze.Minutes), now));
            return new RecordDecision.Write(
                JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.CheckSnoozedBody),
                JsonSerializer.SerializeToUtf8Bytes(answer, ContractsJson.Default.CheckSnoozed));
        }
    }

    private double? SensorValue(CheckOptions asked)
    {
        var sensor = sensors.Find(asked.Sensor);
        var value = asked.Quantities.Select(quantity => sensor?.Trusted(quantity, asked.Channel)).FirstOrDefault(static value => value is not null);
        return value is { } known ? Math.Round(known, 4) : null;
    }

    [LoggerMessage(6061, LogLevel.Warning, "Check {Check} ({Name}) was due at {Due:u} and nobody has looked; it was the turn of {Assigned}, and is now the business of {EscalateTo}")]
    private partial void LogEscalated(string check, string name, DateTimeOffset due, string assigned, string escalateTo);

    [LoggerMessage(6062, LogLevel.Warning, "The last record of check {Check} ({Seq}) cannot be read, so it is due at once: {Why}")]
    private partial void LogUnreadable(string check, long seq, string why);
}
