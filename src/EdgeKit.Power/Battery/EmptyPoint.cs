namespace EdgeKit.Power.Battery;

/// <summary>The charge at which the load that there is will pull the pack to its least volts.</summary>
/// <remarks>
/// Two opinions of how far that is: what was counted, and what the volts under load say of where on its curve the pack stands. Each counts by how sure it is; where the curve is level that is the first, and near the knee the second.
/// </remarks>
internal sealed class EmptyPoint
{
    private const double GivingRate = 0.01;
    private const double RepeatVolts = 0.003;
    private const double RepeatDropShare = 0.05;
    private const double ColdDropShare = 0.25;
    private const double BurstDropShare = 0.1;
    private const double OtherDropShare = 0.3;
    private const double LeastRise = 0.02;
    private const double LeastSpread = 0.002;
    private const double EndSpread = 0.015;
    private const double LeastEndOhms = 0.25;
    private const double MostEndOhms = 8;
    private const double MostShift = 0.3;
    private const double SettleShare = 0.1;
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1.5);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Mean = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(45);

    private readonly PackSpec _spec;
    private readonly DischargeWay _way = new();
    private readonly LoadPeaks _peaks = new();
    private (double Charge, double Volts)? _seen;
    private TimeSpan _settle = Soonest;
    private double _meanWatts;
    private double _hourWatts;
    private double _cell;
    private double _lastDrop;
    private double _endAmperes;
    private double _warmth = 1;
    private double? _learnedDrop;
    private double _shift;

    /// <summary>Begins with what was learned, or with what is usual.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="endOhms">As <see cref="EndOhms"/> was; null or not a number for nothing.</param>
    public EmptyPoint(PackSpec spec, double? endOhms = null)
    {
        _spec = spec;
        EndOhms = endOhms is { } known && double.IsFinite(known) ? Bound(known) : null;
    }

    /// <summary>State of charge as counted, at which the pack will be empty; null while it gives nothing.</summary>
    public double? At { get; private set; }

    /// <summary>What the load pulled the pack down by at the last empty mark for each ampere, as at 25 °C, in Ω; null before the first.</summary>
    public double? EndOhms { get; private set; }

    /// <summary>How far it may be off, one standard deviation.</summary>
    public double Spread { get; private set; }

    /// <summary>Takes the next sample.</summary>
    /// <param name="sample">Checked.</param>
    /// <param name="took">Since the last.</param>
    /// <param name="filter">What was counted.</param>
    /// <param name="resistance">Has taken the sample.</param>
    /// <param name="cold">At the present temperature.</param>
    /// <param name="curve">Of this pack.</param>
    public void Take(PackSample sample, TimeSpan took, ChargeFilter filter, Resistance resistance, ColdLock cold, PackCurve curve)
    {
        if (sample is not { Volts: { } volts, Amperes: { } amperes })
        {
            return;
        }

        var net = amperes - filter.Offset;
        if (net > -GivingRate * _spec.NominalAmpereHours)
        {
            // What is not yet loaded again ends where it did.
            At = net > 0 ? null : At;
            _seen = null;
            _way.Charged(filter.Charge);
            return;
        }

        Weigh(-net * volts, sample.At, took);
        _cell = (volts - resistance.Drop(net)) / _spec.CellsInSeries;
        var share = 1 - Math.Exp(-(took / _settle));
        _seen = _seen is { } seen ? (seen.Charge + (share * (filter.Charge - seen.Charge)), seen.Volts + (share * (_cell - seen.Volts))) : (filter.Charge, _cell);
        _lastDrop = resistance.InAll * _meanWatts / _spec.MinimumVolts / _spec.CellsInSeries;
        _way.Note(_seen.Value.Charge, cold.Share, _seen.Value.Volts);
        Compare(took, filter.Spread, cold, curve);

        _endAmperes = (_peaks.Watts + _hourWatts) / _spec.MinimumVolts;
        _warmth = resistance.Factor;
        var drop = _endAmperes * _warmth * (EndOhms ?? resistance.At25);
        At = curve.Charge((_spec.MinimumVolts + drop) / _spec.CellsInSeries, cold.Share) + _shift;

        // What is far off may be looked at for long.
        var left = TimeSpan.FromHours(Math.Max(filter.Charge - At.Value, 0) * filter.AmpereHours * volts / _meanWatts);
        _settle = TimeSpan.FromTicks(Math.Clamp((left * SettleShare).Ticks, Soonest.Ticks, Latest.Ticks));
    }

    /// <summary>The pack is empty: what was noted on the way tells its own curve.</summary>
    /// <param name="before">What was counted before the mark.</param>
    /// <param name="after">And after it.</param>
    /// <param name="stretch">How much longer the way was than it was counted: the learned capacity changed.</param>
    /// <param name="cold">After the mark.</param>
    /// <param name="curve">Learns.</param>
    public void Marked(double before, double after, double stretch, ColdLock cold, PackCurve curve)
    {
        var way = _way.Down(before, after, stretch);
        if (way.Count > 0)
        {
            way.Add((PackCurve.Warm(after, cold.Share), _cell));
            curve.Learn(way);
            _learnedDrop = _lastDrop;

            // A load pulls an empty cell down by more than a full one.
            EndOhms = _endAmperes > 0 ? Bound(((_spec.CellsInSeries * _cell) - _spec.MinimumVolts) / (_endAmperes * _warmth)) : EndOhms;
        }

        Begin();
    }

    /// <summary>What was counted was corrected: so is what was noted of it.</summary>
    /// <param name="by">How much more the charge is now.</param>
    public void Corrected(double by)
    {
        _way.Correct(by);
        _seen = _seen is { } seen ? (seen.Charge + by, seen.Volts) : null;
        _shift = Math.Clamp(_shift + by, -MostShift, MostShift);
    }

    /// <summary>What was noted no longer tells of what is to come: the pack is full, or another.</summary>
    public void Begin()
    {
        _way.Clear();
        (_seen, _shift) = (null, 0);
    }

    private double Bound(double ohms) => Math.Clamp(ohms, LeastEndOhms * _spec.TypicalOhms, MostEndOhms * _spec.TypicalOhms);

    private void Weigh(double watts, TimeSpan at, TimeSpan took)
    {
        _meanWatts = _meanWatts > 0 ? watts + (Math.Exp(-(took / Mean)) * (_meanWatts - watts)) : watts;
        _hourWatts = _hourWatts > 0 ? watts + (Math.Exp(-(took / Hour)) * (_hourWatts - watts)) : watts;
        _peaks.Take(at, took, watts);
    }

    private void Compare(TimeSpan took, double counted, ColdLock cold, PackCurve curve)
    {
        const double Near = 0.01;
        var (charge, volts) = _seen!.Value;
        var stands = curve.Charge(volts, cold.Share);
        var rise = (curve.Volts(stands + Near, cold.Share) - curve.Volts(stands - Near, cold.Share)) / (2 * Near);
        var off = curve.IsLearned && stands < PackCurve.LearnedUpTo ? OffLearned() : _spec.Chemistry.CurveSpread + (OtherDropShare * _lastDrop);
        var read = Math.Max(off / Math.Max(rise, LeastRise), LeastSpread);

        // Not only what was counted may be off, but the end of the curve itself, and in the cold by more.
        var variance = (counted * counted) + (EndSpread * EndSpread) + (cold.Spread * cold.Spread);
        var weight = variance / (variance + (read * read));
        var to = Math.Clamp(weight * (charge - stands), -MostShift, MostShift);
        _shift += (1 - Math.Exp(-(took / _settle))) * (to - _shift);
        Spread = Math.Sqrt(variance * (1 - weight));
    }

    // How far a cell may stand off what it showed last time: the drop is never quite what it is reckoned to be, and the less so in the cold, in bursts and under another load.
    private double OffLearned() =>
        RepeatVolts
        + (_lastDrop * (RepeatDropShare + (ColdDropShare * (1 - (1 / _warmth))) + (BurstDropShare * ((_peaks.Watts / _meanWatts) - 1))))
        + (OtherDropShare * Math.Abs(_lastDrop - (_learnedDrop ?? (_lastDrop / 2))));
}
