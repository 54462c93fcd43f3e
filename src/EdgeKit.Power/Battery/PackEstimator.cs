namespace EdgeKit.Power.Battery;

/// <summary>Turns the samples of one pack into what is believed of it. Pure: the same samples give the same estimate.</summary>
/// <remarks>
/// Charge is counted; voltage corrects it only where it tells something: at the full and the empty mark, and after a rest outside of the chemistry's flat part. The figure that is shown follows
/// what was counted at once and a correction slowly, so that it never jumps when a charger is plugged in or out; at a mark it may.
/// </remarks>
internal sealed class PackEstimator
{
    private const double RestRate = 1.0 / 20;
    private const double FullSpread = 0.007;
    private const double FullAgainBelow = 0.97;
    private const double EmptySpread = 0.015;
    private const double ColdEmptySpread = 0.04;
    private const double EmptyUpTo = 0.12;
    private const double EmptyAgainAbove = 0.05;
    private const double RestoredSpread = 0.01;
    private const double SureBelow = 0.10;
    private const double GaugeSpread = 0.08;
    private const double FirstGaugeSpread = 0.15;
    private const double GaugeMayDiffer = 0.15;
    private const double LeastFirstSpread = 0.08;
    private const double MostFirstSpread = 0.35;
    private const double AbsorptionTolerance = 0.02;
    private const double CatchUpPerMinute = 0.01;
    private const double OhmsGain = 0.05;
    private static readonly TimeSpan RestAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan FullAfter = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EmptyAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GaugeAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan VoltageAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StepWithin = TimeSpan.FromSeconds(15);

    private readonly PackSpec _spec;
    private readonly TimeSpan _maxGap;
    private ChargeFilter? _filter;
    private double _shown;
    private double _ohms;
    private PackSample _last;
    private double? _heldAmperes;
    private TimeSpan _heldAt;
    private double? _celsius;
    private TimeSpan? _seenAt;
    private TimeSpan _presentAt;
    private bool _wasAway;
    private PackMark _mark;
    private TimeSpan? _markAt;
    private TimeSpan? _restSince;
    private TimeSpan? _restMarkAt;
    private TimeSpan? _fullSince;
    private TimeSpan? _emptySince;
    private TimeSpan? _differsSince;
    private TimeSpan? _correctedAt;
    private bool _isHeldFull;
    private double? _emptyAt;
    private double? _gaugeDifference;
    private bool _gaugeDisagrees;
    private TimeSpan? _restoredSince;

    /// <summary>Begins without a history.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="maxGap">For so long the last known current is taken to go on when none is read; a minute unless told.</param>
    public PackEstimator(PackSpec spec, TimeSpan? maxGap = null)
    {
        _spec = spec;
        _maxGap = maxGap ?? TimeSpan.FromMinutes(1);
        _ohms = spec.TypicalOhms;
        Estimate = new PackEstimate { Spec = spec, CapacityAmpereHours = spec.NominalAmpereHours, Ohms = _ohms };
    }

    /// <summary>Goes on where a stored one ended, or begins without a history when that form is unknown or damaged.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="state">What was stored; null when there is nothing.</param>
    /// <param name="maxGap">As for a new one.</param>
    /// <remarks>How long the kit was off is not known here: the first voltage says whether the figure still fits.</remarks>
    public static PackEstimator Restore(PackSpec spec, PackState? state, TimeSpan? maxGap = null)
    {
        var estimator = new PackEstimator(spec, maxGap);
        if (state is { Version: PackState.Current } && double.IsFinite(state.Shown) && ChargeFilter.Restore(spec.NominalAmpereHours, state) is { } filter)
        {
            filter.Doubt(RestoredSpread);
            estimator._filter = filter;
            estimator._shown = Math.Clamp(state.Shown, 0, 1);
            estimator._ohms = double.IsFinite(state.Ohms) ? estimator.BoundOhms(state.Ohms) : spec.TypicalOhms;
            estimator._mark = state.Mark;
            estimator._restoredSince = state.SinceMark;
            estimator._wasAway = true;
            estimator.Estimate = estimator.Estimate with
            {
                StateOfCharge = estimator._shown,
                Uncertainty = filter.Spread,
                CapacityAmpereHours = filter.AmpereHours,
                Ohms = estimator._ohms,
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
        ? new PackState(PackState.Current, filter.Charge, _shown, filter.Offset, filter.Inverse, filter.Covariance, _ohms, _mark, Estimate.SinceMark)
        : null;

    private double CurrentRate => (_filter?.AmpereHours ?? _spec.NominalAmpereHours) * RestRate;

    private double OhmsNow => _ohms * _spec.Chemistry.ResistanceFactor(_celsius);

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
            LearnOhms(sample);
            mark = Observe(sample, isHere);
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

        _last = sample;
        Estimate = Describe(sample, isHere);
        return mark;
    }

    private static double? Finite(double? value, double from, double to) => value is { } known && double.IsFinite(known) && known >= from && known <= to ? known : null;

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
            _filter = new ChargeFilter(_spec.NominalAmpereHours, Math.Min(percent / 100, 1), FirstGaugeSpread);
            _mark = PackMark.Gauge;
            _markAt = sample.At;
        }
        else if (FromVolts(sample) is var (low, high))
        {
            _filter = new ChargeFilter(_spec.NominalAmpereHours, (low + high) / 2, Math.Clamp((high - low) / 2, LeastFirstSpread, MostFirstSpread));
        }
        else if (sample.GaugePercent is { } only)
        {
            _filter = new ChargeFilter(_spec.NominalAmpereHours, Math.Min(only / 100, 1), FirstGaugeSpread);
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
        var drop = (sample.Amperes ?? -CurrentRate) * OhmsNow;
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

        var chemistry = _spec.Chemistry;
        if (_heldAmperes is not { } held)
        {
            // No sensor sees what flows: what the pack takes itself is certain, and a usual load may be there or not.
            var selfConsumed = _spec.SelfConsumptionWatts * took.TotalHours / (sample.Volts ?? _spec.RestVolts(filter.Charge));
            filter.Doubt(RestRate * Math.Sqrt(Math.Min(took.TotalHours, 1) * took.TotalHours));
            return filter.Drain(selfConsumed);
        }

        if (sample.Amperes is { } amperes && sample.At - _heldAt <= _maxGap)
        {
            return filter.Count((held + amperes) / 2, took, chemistry.ChargeEfficiency, chemistry.ChargeEfficiencySpread);
        }

        var left = _heldAt + _maxGap - (sample.At - took);
        var counted = left <= TimeSpan.Zero ? TimeSpan.Zero : left < took ? left : took;
        var moved = counted > TimeSpan.Zero ? filter.Count(held, counted, chemistry.ChargeEfficiency, chemistry.ChargeEfficiencySpread) : 0;
        var unseen = (took - counted).TotalHours;
        // As much again as is known to flow, or C/20, may have flowed all the while, or nothing.
        filter.Doubt(Math.Max(Math.Abs(held), CurrentRate) / filter.AmpereHours * unseen);
        return moved;
    }

    private void LearnOhms(PackSample sample)
    {
        if (sample is { Volts: { } volts, Amperes: { } amperes } && _last is { Volts: { } before, Amperes: { } beforeAmperes }
            && sample.At - _last.At <= StepWithin && Math.Abs(amperes - beforeAmperes) >= 2 * CurrentRate)
        {
            var ohms = (volts - before) / (amperes - beforeAmperes) / _spec.Chemistry.ResistanceFactor(_celsius);
            if (BoundOhms(ohms).Equals(ohms))
            {
                _ohms += OhmsGain * (ohms - _ohms);
            }
        }
    }

    private double BoundOhms(double ohms) => Math.Clamp(ohms, _spec.TypicalOhms / 8, _spec.TypicalOhms * 8);

    private PackMark Observe(PackSample sample, bool isHere)
    {
        if (isHere && _wasAway && DoesNotFit(sample))
        {
            var (low, high) = FromVolts(sample)!.Value;
            _filter = _filter!.Again((low + high) / 2, Math.Clamp((high - low) / 2, LeastFirstSpread, MostFirstSpread));
            _ohms = _spec.TypicalOhms;
            (_isHeldFull, _emptyAt, _restSince, _fullSince, _emptySince) = (false, null, null, null, null);
            return PackMark.Swapped;
        }

        CompareGauge(sample);
        if (IsFull(sample))
        {
            return PackMark.Full;
        }

        if (IsEmpty(sample))
        {
            return PackMark.Empty;
        }

        if (HasRested(sample))
        {
            return PackMark.Rest;
        }

        return _heldAmperes is null && sample.Amperes is null ? WithoutCurrent(sample) : PackMark.None;
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

    private void CompareGauge(PackSample sample)
    {
        var isSource = _heldAmperes is null && sample.Amperes is null;
        _gaugeDifference = isSource || sample.GaugePercent is null ? null : (sample.GaugePercent / 100) - _shown;
        if (_gaugeDifference is { } difference && Math.Abs(difference) > GaugeMayDiffer)
        {
            _differsSince ??= sample.At;
        }
        else
        {
            _differsSince = null;
        }

        _gaugeDisagrees = _differsSince is { } since && sample.At - since >= GaugeAfter;
    }

    private bool IsFull(PackSample sample)
    {
        var chemistry = _spec.Chemistry;
        var filter = _filter!;
        _isHeldFull = _isHeldFull && filter.Charge >= FullAgainBelow;
        if (_isHeldFull)
        {
            filter.HoldFull();
        }

        var isHigh = sample.Volts >= _spec.CellsInSeries * (chemistry.AbsorptionVolts - AbsorptionTolerance);
        var net = sample.Amperes - filter.Offset;
        var tail = chemistry.TailRate * filter.AmpereHours;
        if (!isHigh || net is not { } amperes || amperes > tail || amperes < -0.2 * tail)
        {
            _fullSince = null;
            return false;
        }

        _fullSince ??= sample.At;
        if (_isHeldFull || sample.At - _fullSince < FullAfter)
        {
            return false;
        }

        filter.Observe(1, FullSpread, mayLearn: true);
        filter.HoldFull();
        _isHeldFull = true;
        _emptyAt = null;
        return true;
    }

    private bool IsEmpty(PackSample sample)
    {
        var filter = _filter!;
        _emptyAt = _emptyAt is { } marked && filter.Charge > marked + EmptyAgainAbove ? null : _emptyAt;
        if (sample.Volts is not { } volts || sample.Amperes is not { } amperes || volts > _spec.MinimumVolts || amperes >= 0)
        {
            _emptySince = null;
            return false;
        }

        var chemistry = _spec.Chemistry;
        var locked = chemistry.LockedShare(_celsius);
        var corrected = chemistry.Curve.Inverse((volts - (amperes * OhmsNow)) / _spec.CellsInSeries);
        if (corrected > EmptyUpTo + locked)
        {
            // The load pulls it down for a moment: there is still charge in it.
            _emptySince = null;
            return false;
        }

        _emptySince ??= sample.At;
        if (_emptyAt is not null || sample.At - _emptySince < EmptyAfter)
        {
            return false;
        }

        var isCold = locked > 0.01;
        _emptyAt = Math.Max(locked, corrected);
        // In the cold it says as much of what is out of reach as of what there is.
        filter.Observe(_emptyAt.Value, isCold ? ColdEmptySpread : EmptySpread + (corrected / 4), mayLearn: true);
        return true;
    }

    private bool HasRested(PackSample sample)
    {
        var filter = _filter!;
        if (sample.Amperes is not { } amperes || Math.Abs(amperes - filter.Offset) >= CurrentRate)
        {
            // A moment without a reading is no end of a rest; a current is.
            _restSince = sample.Amperes is null && sample.At - _heldAt <= _maxGap ? _restSince : null;
            _restMarkAt = _restSince is null ? null : _restMarkAt;
            return false;
        }

        _restSince ??= sample.At;
        if (sample.At - _restSince < RestAfter || (_restMarkAt is { } marked && sample.At - marked < RestAfter) || sample.Volts is not { } volts)
        {
            return false;
        }

        var chemistry = _spec.Chemistry;
        var cell = (volts - (amperes * OhmsNow)) / _spec.CellsInSeries;
        var low = chemistry.Curve.Inverse(cell - chemistry.CurveSpread);
        var high = chemistry.Curve.Inverse(cell + chemistry.CurveSpread);
        if (high > chemistry.FlatFrom && low < chemistry.FlatTo)
        {
            return false;
        }

        // The next look at the same rest errs the same way, so it says less.
        var again = _restMarkAt is null ? 1 : 3;
        _restMarkAt = sample.At;
        filter.Observe((low + high) / 2, again * Math.Max((high - low) / 2, 0.01), mayLearn: true);
        return true;
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
            Ohms = OhmsNow,
            OffsetAmperes = filter?.Offset ?? 0,
            Volts = sample.Volts,
            Amperes = sample.Amperes - (filter?.Offset ?? 0),
            Celsius = sample.Celsius ?? _celsius,
            IsAtRest = _restSince is { } since && sample.At - since >= RestAfter,
            IsPresent = isHere || (filter is not null && Estimate.IsPresent && sample.At - _presentAt <= _maxGap),
            Mark = _mark,
            SinceMark = sample.At - _markAt,
            GaugeDifference = _gaugeDifference,
            GaugeDisagrees = _gaugeDisagrees,
        };
    }
}
