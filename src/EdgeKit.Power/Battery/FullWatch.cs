namespace EdgeKit.Power.Battery;

/// <summary>Sees when a pack is full: for minutes it has stood at absorption volts and taken no more than a tail current.</summary>
internal sealed class FullWatch(PackSpec spec)
{
    private const double AgainBelow = 0.97;
    private const double AbsorptionTolerance = 0.02;
    private static readonly TimeSpan After = TimeSpan.FromMinutes(3);

    private TimeSpan? _since;
    private bool _isHeld;

    /// <summary>Takes the next sample; while the pack is full, its count stays there.</summary>
    /// <returns>Whether it has just become full.</returns>
    public bool Take(PackSample sample, ChargeFilter filter)
    {
        _isHeld = _isHeld && filter.Charge >= AgainBelow;
        if (_isHeld)
        {
            filter.HoldFull();
        }

        var isHigh = sample.Volts >= spec.CellsInSeries * (spec.Chemistry.AbsorptionVolts - AbsorptionTolerance);
        var tail = spec.Chemistry.TailRate * filter.AmpereHours;
        if (!isHigh || sample.Amperes - filter.Offset is not { } net || net > tail || net < -0.2 * tail)
        {
            _since = null;
            return false;
        }

        _since ??= sample.At;
        if (_isHeld || sample.At - _since < After)
        {
            return false;
        }

        _isHeld = true;
        return true;
    }
}
