using System.Globalization;
using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Policy;

/// <summary>From what is read and what holds to the stage that follows. Pure.</summary>
/// <remarks>
/// A worse stage follows as soon as its condition was confirmed, and may be skipped to; a better one only after the dwell, and only as far as no condition with its margin holds. A missing reading confirms
/// nothing and ends nothing: the kit never shuts down on it, and never returns to normal on it.
/// </remarks>
internal static class StageRules
{
    /// <summary>Decides.</summary>
    /// <param name="state">Of the last decision.</param>
    /// <param name="reading">What is known now; not earlier than the last one.</param>
    /// <param name="limits">The rules as data.</param>
    public static StageDecision Decide(StageState state, StageReading reading, StageLimits limits)
    {
        reading = Checked(reading);
        var now = reading.At;
        var isBlind = reading is { StateOfCharge: null, TimeToEmpty: null, Volts: null };
        var isCauseSeen = IsSeen(state.Cause, reading, isBlind);
        var seenAt = isBlind ? state.SeenAt ?? now : now;
        var causeSeenAt = isCauseSeen ? now : state.CauseSeenAt ?? now;

        var conserve = Holding(PowerStage.Conserve, state, reading, limits);
        var critical = Holding(PowerStage.Critical, state, reading, limits);
        var shutdown = Holding(PowerStage.Shutdown, state, reading, limits);
        var next = state with
        {
            SeenAt = seenAt,
            CauseSeenAt = causeSeenAt,
            ConserveSince = Since(conserve, state.ConserveSince, state.SeenAt, isBlind, now, limits),
            CriticalSince = Since(critical, state.CriticalSince, state.SeenAt, isBlind, now, limits),
            ShutdownSince = Since(shutdown, state.ShutdownSince, state.SeenAt, isBlind, now, limits),
        };

        if (state.Stage is PowerStage.Shutdown && reading.IsPastReturn)
        {
            return Keep(next with { BetterSince = null }, isBlind, "the shutdown can no longer be called off");
        }

        // Worse: the worst of the conditions that hold now and have held long enough.
        var worse = IsConfirmed(shutdown, next.ShutdownSince, now, limits) ? shutdown
            : IsConfirmed(critical, next.CriticalSince, now, limits) ? critical
            : IsConfirmed(conserve, next.ConserveSince, now, limits) ? conserve
            : null;
        if (worse is { } found && found.Stage > state.Stage)
        {
            return Enter(next, found.Stage, found.Cause, now, isBlind, found.Words);
        }

        if (isBlind || !isCauseSeen)
        {
            return Blind(next, now, isBlind, limits);
        }

        return Better(next, worst: shutdown ?? critical ?? conserve, reading, limits);
    }

    private static StageDecision Blind(StageState state, TimeSpan now, bool isBlind, StageLimits limits)
    {
        var unseen = now - (isBlind ? state.SeenAt : state.CauseSeenAt);
        var isLong = unseen >= limits.BlindAfter;
        if (isLong && state.Stage is PowerStage.Normal)
        {
            return Enter(state, PowerStage.Conserve, StageCause.Blind, now, isBlind, string.Create(CultureInfo.InvariantCulture, $"nothing good was read for {Words(unseen!.Value)}"));
        }

        return Keep(state with { BetterSince = null }, isBlind, "a reading is missing, so the stage is kept");
    }

    private static StageDecision Better(StageState state, Crossed? worst, StageReading reading, StageLimits limits)
    {
        var now = reading.At;
        var target = worst?.Stage ?? PowerStage.Normal;
        if (target >= state.Stage)
        {
            return Keep(state with { BetterSince = null }, isBlind: false, worst?.Words ?? "there is enough");
        }

        var since = state.BetterSince ?? now;
        if (now - since < limits.Confirm || now - state.Since < limits.MinimumDwell)
        {
            // Power that is back is not kept waiting: the shutdown is called off as soon as that is confirmed, and what follows keeps its dwell.
            var mayLeaveNow = state.Stage is PowerStage.Shutdown && reading.IsPowered is true && now - since >= limits.Confirm;
            if (!mayLeaveNow)
            {
                return Keep(state with { BetterSince = since }, isBlind: false, "a better stage is due once it has held for long enough");
            }

            target = PowerStage.Critical;
        }

        return Enter(state, target, worst?.Cause ?? StageCause.None, now, isBlind: false, worst is { } still && still.Stage == target ? still.Words : "there is enough again");
    }

    private static StageDecision Enter(StageState state, PowerStage stage, StageCause cause, TimeSpan now, bool isBlind, string reason) =>
        new(stage, IsChanged: true, isBlind, reason, state with { Stage = stage, Since = now, Cause = cause, BetterSince = null, CauseSeenAt = now });

    private static StageDecision Keep(StageState state, bool isBlind, string reason) => new(state.Stage, IsChanged: false, isBlind, reason, state);

    private static TimeSpan? Since(Crossed? crossed, TimeSpan? before, TimeSpan? seenAt, bool isBlind, TimeSpan now, StageLimits limits)
    {
        // A pause longer than the confirmation is no proof that the condition held all the while.
        var kept = now - seenAt > limits.Confirm ? null : before;
        return crossed is null ? isBlind ? kept : null : kept ?? now;
    }

    private static bool IsConfirmed(Crossed? crossed, TimeSpan? since, TimeSpan now, StageLimits limits) => crossed is not null && now - since >= limits.Confirm;

    private static Crossed? Holding(PowerStage stage, StageState state, StageReading reading, StageLimits limits)
    {
        var limit = limits.For(stage)!;
        // A stage that holds is left only beyond its limit and the margin, so that a figure that wavers at a limit does not flap.
        var margin = state.Stage >= stage ? 1 : 0;
        if (reading.Celsius > limit.CelsiusAbove - (margin * limits.CelsiusMargin))
        {
            return new(stage, StageCause.Celsius, string.Create(CultureInfo.InvariantCulture, $"{reading.Celsius:0.#} °C is above {limit.CelsiusAbove:0.#} °C{Less(margin)}"));
        }

        if (reading.IsPowered is true && stage > limits.WorstWhenPowered)
        {
            return null;
        }

        // What was shed raises the volts and lengthens the time that shed it: a stage is left only if they will do with all of that on again.
        var volts = margin > 0 ? reading.VoltsRestored ?? reading.Volts : reading.Volts;
        if (volts < limit.VoltsBelow + (margin * limits.VoltsMargin))
        {
            return new(stage, StageCause.Volts, string.Create(CultureInfo.InvariantCulture, $"{volts:0.00} V under load{Restored(margin, reading.VoltsRestored is null)} is below {limit.VoltsBelow:0.00} V{More(margin)}"));
        }

        // A guess may save power; it may not end the day. What already holds is not ended for want of certainty either.
        if (reading.Uncertainty > limits.MostUncertainty && stage > PowerStage.Conserve && state.Stage < stage)
        {
            return null;
        }

        if (reading.StateOfCharge < limit.StateOfChargeBelow + (margin * limits.StateOfChargeMargin))
        {
            return new(stage, StageCause.StateOfCharge, string.Create(CultureInfo.InvariantCulture, $"{reading.StateOfCharge:P1} charge is below {limit.StateOfChargeBelow:P0}{More(margin)}"));
        }

        var left = margin > 0 ? reading.TimeToEmptyRestored ?? reading.TimeToEmpty : reading.TimeToEmpty;
        return left < limit.TimeToEmptyBelow * (1 + (margin * limits.TimeToEmptyMargin))
            ? new(stage, StageCause.TimeToEmpty, string.Create(CultureInfo.InvariantCulture, $"{Words(left.Value)} to empty{Restored(margin, reading.TimeToEmptyRestored is null)} is below {Words(limit.TimeToEmptyBelow!.Value)}{More(margin)}"))
            : null;
    }

    private static string Restored(int margin, bool isNothingOff) => margin > 0 && !isNothingOff ? " with all loads on again" : string.Empty;

    private static string More(int margin) => margin > 0 ? " and the margin to leave it" : string.Empty;

    private static string Less(int margin) => margin > 0 ? " less the margin to leave it" : string.Empty;

    private static string Words(TimeSpan span) =>
        span >= TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h")
        : span >= TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s");

    private static bool IsSeen(StageCause cause, StageReading reading, bool isBlind) => cause switch
    {
        StageCause.None => true,
        StageCause.StateOfCharge => reading.StateOfCharge is not null,
        // Without a time there is a charger or no load; the charge behind it must be known all the same.
        StageCause.TimeToEmpty => reading.TimeToEmpty is not null || reading.StateOfCharge is not null,
        StageCause.Volts => reading.Volts is not null,
        StageCause.Celsius => reading.Celsius is not null,
        StageCause.Blind => !isBlind,
    };

    private static StageReading Checked(StageReading reading) => reading with
    {
        StateOfCharge = reading.StateOfCharge is >= 0 and <= 1 ? reading.StateOfCharge : null,
        Uncertainty = double.IsFinite(reading.Uncertainty) ? reading.Uncertainty : 1,
        TimeToEmpty = reading.TimeToEmpty >= TimeSpan.Zero ? reading.TimeToEmpty : null,
        TimeToEmptyRestored = reading.TimeToEmptyRestored >= TimeSpan.Zero ? reading.TimeToEmptyRestored : null,
        Volts = reading.Volts is > 0 and < 1000 ? reading.Volts : null,
        VoltsRestored = reading.VoltsRestored is > 0 and < 1000 ? reading.VoltsRestored : null,
        Celsius = reading.Celsius is > -60 and < 150 ? reading.Celsius : null,
    };

    private sealed record Crossed(PowerStage Stage, StageCause Cause, string Words);
}
