using System.Diagnostics.CodeAnalysis;

namespace EdgeKit.Power.Battery;

/// <summary>Turns the samples of one pack into what is believed of it. Pure: the same samples give the same estimate.</summary>
/// <remarks>
/// Charge is counted; voltage corrects it only where it tells something: at the full and the empty mark, and after a rest outside of the chemistry's flat part. The figure that is shown follows
/// what was counted at once and a correction slowly, so that it never jumps when a charger is plugged in or out; at a mark it may.
/// </remarks>
internal sealed class PackEstimator
{
    private const double FullSpread = 0.007;
    private const double RestoredSpread = 0.01;
    private const double SureBelow = 0.10;
    private const double GaugeSpread = 0.08;
    private const double FirstGaugeSpread = 0.15;
    private const double LeastFirstSpread = 0.08;
    private const double MostFirstSpread = 0.35;
    private const double CatchUpPerMinute = 0.01;
    private static readonly TimeSpan VoltageAfter = TimeSpan.FromMinutes(1);

    private readonly PackSpec _spec;
    private readonly TimeSpan _maxGap;
    private readonly GaugeWatch _gauge = new();
    private FullWatch _full;
    private EmptyWatch _empty;
    private RestWatch _rest;
    private Resistance _resistance;
    private PackCurve _curve;
    private ColdLock _cold;
    private EmptyPoint _point;
    private ChargeFilter? _filter;
    private double _shown;
    private double? _heldAmperes;
    private TimeSpan _heldAt;
    private double? _celsius;
    private TimeSpan? _seenAt;
    private TimeSpan _presentAt;
    private bool _wasAway;
    private PackMark _mark;
    private TimeSpan? _markAt;
    private TimeSpan? _correctedAt;
    private TimeSpan? _restoredSince;

    /// <summary>Begins without a history.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="maxGap">For so long the last known current is taken to go on when none is read; a minute unless told.</param>
    public PackEstimator(PackSpec spec, TimeSpan? maxGap = null)
    {
        _spec = spec;
        _maxGap = maxGap ?? TimeSpan.FromMinutes(1);
        KnowNothing();
        Estimate = new PackEstimate { Spec = spec, CapacityAmpereHours = spec.NominalAmpereHours, Ohms = _resistance.Ohms };
    }

    /// <summary>Goes on where a stored one ended, or begins without a history when that form is unknown or damaged.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="state">What was stored; null when there is nothing.</param>
    /// <param name="maxGap">As for a new one.</param>
    /// <remarks>How long the kit was off is not known here: the first voltage says whether the figure still fits.</remarks>
    public static PackEstimator Restore(PackSpec spec, PackState? state, TimeSpan? maxGap = null)
    {
        var estimator = new PackEstimator(spec, maxGap);
        if (state is { Version: PackState.Current } && double.IsFinite(state.Shown) && ChargeFilter.Restore(spec, state) is { } filter)
        {
            filter.Doubt(RestoredSpread);
            estimator._filter = filter;
            estimator._shown = Math.Clamp(state.Shown, 0, 1);
            estimator._resistance = new Resistance(spec, state.Ohms);
            estimator._curve = new PackCurve(spec.Chemistry, state.CurveOff);
            estimator._cold = new ColdLock(spec.Chemistry, state.ColdFactor, state.ColdSpread);
            estimator._point = new EmptyPoint(spec, state.EndOhms);
            estimator._mark = state.Mark;
            estimator._restoredSince = state.SinceMark;
            estimator._wasAway = true;
            estimator.Estimate = estimator.Estimate with
            {
                StateOfCharge = estimator._shown,
                Uncertainty = filter.Spread,
                CapacityAmpereHours = filter.AmpereHours,
                Ohms = estimator._resistance.Ohms,
                OffsetAmperes = filter.Offset,
                Mark = state.Mark,
                SinceMark = state.SinceMark,
            };
        }

        return estimator;
    }

    /// <summary>As of the last sample.</summary>
    public PackEstimate Estimate { get; private set; }

    /// <summary>To be stored; null while there is nothing worth it.</summary>
    public PackState? State => _filter is { } filter
        ? new PackState(
            PackState.Current,
            filter.Charge,
            _shown,
            filter.Offset,
            filter.Inverse,
            filter.Efficiency,
            filter.Covariance,
            _resistance.At25,
            _cold.Factor,
            _cold.FactorSpread,
            _curve.Learned,
            _point.EndOhms,
            _mark,
            Estimate.SinceMark)
        : null;

    private double CurrentRate => (_filter?.AmpereHours ?? _spec.NominalAmpereHours) * RestWatch.Rate;

    /// <summary>Takes the next sample. One that is not later than the last is passed over.</summary>
    /// <returns>The mark that this sample set, or <see cref="PackMark.None"/>.</returns>
    public PackMark Take(PackSample sample)
    {
        sample = Checked(sample);
        if (_seenAt is { } seen && sample.At <= seen)
        {
            return PackMark.None;
        }

        _celsius = sample.Celsius ?? _celsius;
        _resistance.Take(sample, _celsius);
        _cold.Take(_celsius);
        var isHere = sample.Volts is not null || sample.Amperes is not null || sample.GaugePercent is not null;
        var mark = PackMark.None;
        if (_filter is null)
        {
            Begin(sample);
        }
        else
        {
            var took = sample.At - (_seenAt ?? sample.At);
            var moved = Count(sample, took);
            mark = Observe(sample, isHere);
            _point.Take(sample, took, _filter, _resistance, _cold, _curve);
            Show(moved, took, mark);
        }

        if (mark is not PackMark.None || (_markAt is null && _restoredSince is not null && _seenAt is null))
        {
            _markAt = mark is PackMark.None ? sample.At - _restoredSince : sample.At;
            _mark = mark is PackMark.None ? _mark : mark;
        }

        _wasAway = !isHere && _filter is not null;
        _presentAt = isHere ? sample.At : _presentAt;
        _seenAt = sample.At;
        if (sample.Amperes is { } amperes)
        {
            (_heldAmperes, _heldAt) = (amperes, sample.At);
        }

        Estimate = Describe(sample, isHere);
        return mark;
    }

    private static double? Finite(double? value, double from, double to) => value is { } known && double.IsFinite(known) && known >= from && known <= to ? known : null;

    [MemberNotNull(nameof(_full), nameof(_empty), nameof(_rest), nameof(_resistance), nameof(_curve), nameof(_cold), nameof(_point))]
    private void KnowNothing()
    {
        _full = new FullWatch(_spec);
        _empty = new EmptyWatch(_spec);
        _rest = new RestWatch(_spec, _maxGap);
        _resistance = new Resistance(_spec);
        _curve = new PackCurve(_spec.Chemistry);
        _cold = new ColdLock(_spec.Chemistry);
        _point = new EmptyPoint(_spec);
    }

    private PackSample Checked(PackSample sample) => sample with
    {
        // A pack that is there has volts: 0 is a sensor that looks at an open contact.
        Volts = Finite(sample.Volts, 0.2 * _spec.MinimumVolts, 2 * _spec.RestVolts(1)),
        Amperes = Finite(sample.Amperes, -100 * _spec.NominalAmpereHours, 100 * _spec.NominalAmpereHours),
        Celsius = Finite(sample.Celsius, -60, 120),
        GaugePercent = Finite(sample.GaugePercent, 0, 110),
    };

    private void Begin(PackSample sample)
    {
        if (sample.Amperes is null && sample.GaugePercent is { } percent)
        {
            _filter = new ChargeFilter(_spec, Math.Min(percent / 100, 1), FirstGaugeSpread);
            _mark = PackMark.Gauge;
            _markAt = sample.At;
        }
        else if (FromVolts(sample) is var (low, high))
        {
            _filter = new ChargeFilter(_spec, (low + high) / 2, Math.Clamp((high - low) / 2, LeastFirstSpread, MostFirstSpread));
        }
        else if (sample.GaugePercent is { } only)
        {
            _filter = new ChargeFilter(_spec, Math.Min(only / 100, 1), FirstGaugeSpread);
        }

        _shown = _filter?.Charge ?? 0;
    }

    /// <summary>Between which states of charge the voltage may stand, with the load's drop put back; null without volts.</summary>
    private (double Low, double High)? FromVolts(PackSample sample)
    {
        if (sample.Volts is not { } volts)
        {
            return null;
        }

        // Polarisation is about as much again as the drop in the resistance. Without a current either may be anything up to a usual load.
        var drop = (sample.Amperes ?? -CurrentRate) * _resistance.Ohms;
        var off = (_spec.CellsInSeries * _spec.Chemistry.CurveSpread) + Math.Abs(drop);
        var curve = _spec.Chemistry.Curve;
        return (curve.Inverse((volts - drop - off) / _spec.CellsInSeries), curve.Inverse((volts - drop + off) / _spec.CellsInSeries));
    }

    private double Count(PackSample sample, TimeSpan took)
    {
        if (_filter is not { } filter || took <= TimeSpan.Zero)
        {
            return 0;
        }

        if (_heldAmperes is not { } held)
        {
            // No sensor sees what flows: what the pack takes itself is certain, and a usual load may be there or not.
            var selfConsumed = _spec.SelfConsumptionWatts * took.TotalHours / (sample.Volts ?? _spec.RestVolts(filter.Charge));
            filter.Doubt(RestWatch.Rate * Math.Sqrt(Math.Min(took.TotalHours, 1) * took.TotalHours));
            return filter.Drain(selfConsumed);
        }

        if (sample.Amperes is { } amperes && sample.At - _heldAt <= _maxGap)
        {
            return filter.Count((held + amperes) / 2, took);
        }

        var left = _heldAt + _maxGap - (sample.At - took);
        var counted = left <= TimeSpan.Zero ? TimeSpan.Zero : left < took ? left : took;
        var moved = counted > TimeSpan.Zero ? filter.Count(held, counted) : 0;
        var unseen = (took - counted).TotalHours;
        // As much again as is known to flow, or C/20, may have flowed all the while, or nothing.
        filter.Doubt(Math.Max(Math.Abs(held), CurrentRate) / filter.AmpereHours * unseen);
        return moved;
    }

    private PackMark Observe(PackSample sample, bool isHere)
    {
        if (isHere && _wasAway && DoesNotFit(sample))
        {
            var (low, high) = FromVolts(sample)!.Value;
            _filter = _filter!.Again(_spec, (low + high) / 2, Math.Clamp((high - low) / 2, LeastFirstSpread, MostFirstSpread));
            KnowNothing();
            return PackMark.Swapped;
        }

        var filter = _filter!;
        _gauge.Take(sample, _shown, isSource: _heldAmperes is null && sample.Amperes is null);
        if (_full.Take(sample, filter))
        {
            filter.Observe(1, FullSpread, mayLearn: true);
            filter.HoldFull();
            _point.Begin();
            return PackMark.Full;
        }

        if (_empty.Take(sample, filter.Charge, _resistance) is var (left, leftSpread))
        {
            MarkEmpty(filter, left, leftSpread);
            return PackMark.Empty;
        }

        if (_rest.Take(sample, filter, _resistance.Ohms) is var (rested, restedSpread))
        {
            var before = filter.Charge;
            filter.Observe(rested, restedSpread, mayLearn: true);
            _point.Corrected(filter.Charge - before);
            return PackMark.Rest;
        }

        return _heldAmperes is null && sample.Amperes is null ? WithoutCurrent(sample) : PackMark.None;
    }

    private void MarkEmpty(ChargeFilter filter, double left, double leftSpread)
    {
        // In the cold it says as much of what is out of reach as of what there is.
        var (before, inverse) = (filter.Charge, filter.Inverse);
        var at = PackCurve.Cold(left, _cold.Share);
        var otherwise = Math.Sqrt((filter.Spread * filter.Spread) + (leftSpread * leftSpread));
        filter.Observe(at, Math.Sqrt((leftSpread * leftSpread) + (_cold.Spread * _cold.Spread)), mayLearn: true);
        _cold.Learn(before - at, otherwise, _celsius);
        _empty.Marked(filter.Charge);
        _point.Marked(before, filter.Charge, filter.Inverse / inverse, _cold, _curve);
    }

    private bool DoesNotFit(PackSample sample)
    {
        if (FromVolts(sample) is not var (low, high))
        {
            return false;
        }

        var chemistry = _spec.Chemistry;
        if (high > chemistry.FlatFrom && low < chemistry.FlatTo)
        {
            // On the flat part a few millivolts are half of the pack, so any of it fits.
            (low, high) = (Math.Min(low, chemistry.FlatFrom), Math.Max(high, chemistry.FlatTo));
        }

        var off = 3 * Math.Max(_filter!.Spread, 0.02);
        return low > _filter.Charge + off || high < _filter.Charge - off;
    }

    private PackMark WithoutCurrent(PackSample sample)
    {
        if (_correctedAt is { } at && sample.At - at < VoltageAfter)
        {
            return PackMark.None;
        }

        if (sample.GaugePercent is { } percent)
        {
            _correctedAt = sample.At;
            _filter!.Observe(Math.Min(percent / 100, 1), GaugeSpread, mayLearn: false);
            return PackMark.Gauge;
        }

        if (FromVolts(sample) is var (low, high))
        {
            // Looks a minute apart err alike: together they weigh as much as one look in half an hour would.
            _correctedAt = sample.At;
            _filter!.Observe((low + high) / 2, 5 * Math.Max((high - low) / 2, LeastFirstSpread), mayLearn: false);
        }

        return PackMark.None;
    }

    private void Show(double moved, TimeSpan took, PackMark mark)
    {
        var charge = Math.Clamp(_filter!.Charge, 0, 1);
        if (mark is PackMark.Full or PackMark.Empty or PackMark.Swapped)
        {
            _shown = charge;
            return;
        }

        var counted = _shown + moved;
        // However long the pause was, a correction is shown a little at a time.
        var most = CatchUpPerMinute * Math.Min(took.TotalMinutes, _maxGap.TotalMinutes);
        _shown = Math.Clamp(counted + Math.Clamp(charge - counted, -most, most), 0, 1);
    }

    private PackEstimate Describe(PackSample sample, bool isHere)
    {
        var filter = _filter;
        var spread = filter is null ? 0.5 : Math.Min(filter.Spread + Math.Abs(Math.Clamp(filter.Charge, 0, 1) - _shown), 0.5);
        return new PackEstimate
        {
            Spec = _spec,
            StateOfCharge = filter is null ? null : _shown,
            Uncertainty = spread,
            IsEstimated = filter is null || spread > SureBelow || _mark is PackMark.None or PackMark.Swapped or PackMark.Gauge,
            CapacityAmpereHours = filter?.AmpereHours ?? _spec.NominalAmpereHours,
            Ohms = _resistance.Ohms,
            OffsetAmperes = filter?.Offset ?? 0,
            Volts = sample.Volts,
            Amperes = sample.Amperes - (filter?.Offset ?? 0),
            Celsius = sample.Celsius ?? _celsius,
            // What is not yet shown of a correction shall not change what is left.
            EmptyAt = filter is null ? null : _point.At + (_shown - filter.Charge),
            EmptySpread = _point.At is null ? null : _point.Spread,
            IsAtRest = _rest.IsAtRest(sample.At),
            IsPresent = isHere || (filter is not null && Estimate.IsPresent && sample.At - _presentAt <= _maxGap),
            Mark = _mark,
            SinceMark = sample.At - _markAt,
            GaugeDifference = _gauge.Difference,
            GaugeDisagrees = _gauge.Disagrees,
        };
    }
}
