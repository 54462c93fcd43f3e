namespace EdgeKit.Power.Battery;

/// <summary>Sees when a pack has rested, and what its volts then say.</summary>
internal sealed class RestWatch(PackSpec spec, TimeSpan maxGap)
{
    /// <summary>A current below this much of the capacity an hour is a rest.</summary>
    public const double Rate = 1.0 / 20;

    private const double LeastSpread = 0.01;

    // The next look at the same rest errs the same way, so it says less.
    private const double AgainSpread = 3;
    private static readonly TimeSpan After = TimeSpan.FromMinutes(30);

    private TimeSpan? _since;
    private TimeSpan? _lookedAt;
    private TimeSpan? _currentAt;

    /// <summary>Whether it has rested for long enough.</summary>
    public bool IsAtRest(TimeSpan now) => _since is { } since && now - since >= After;

    /// <summary>Takes the next sample.</summary>
    /// <param name="sample">Checked.</param>
    /// <param name="filter">What was counted.</param>
    /// <param name="ohms">Of the pack as it is now.</param>
    /// <returns>The charge that the volts stand for and how far it may be off; null most of the time, and where the curve is level.</returns>
    public (double Charge, double Spread)? Take(PackSample sample, ChargeFilter filter, double ohms)
    {
        var isCurrentKnown = _currentAt is { } at && sample.At - at <= maxGap;
        _currentAt = sample.Amperes is null ? _currentAt : sample.At;
        if (sample.Amperes is not { } amperes || Math.Abs(amperes - filter.Offset) >= Rate * filter.AmpereHours)
        {
            // A moment without a reading is no end of a rest; a current is.
            _since = sample.Amperes is null && isCurrentKnown ? _since : null;
            _lookedAt = _since is null ? null : _lookedAt;
            return null;
        }

        _since ??= sample.At;
        if (!IsAtRest(sample.At) || sample.At - _lookedAt < After || sample.Volts is not { } volts)
        {
            return null;
        }

        var chemistry = spec.Chemistry;
        var cell = (volts - (amperes * ohms)) / spec.CellsInSeries;
        var low = chemistry.Curve.Inverse(cell - chemistry.CurveSpread);
        var high = chemistry.Curve.Inverse(cell + chemistry.CurveSpread);
        if (high > chemistry.FlatFrom && low < chemistry.FlatTo)
        {
            return null;
        }

        var again = _lookedAt is null ? 1 : AgainSpread;
        _lookedAt = sample.At;
        return ((low + high) / 2, again * Math.Max((high - low) / 2, LeastSpread));
    }
}
