namespace EdgeKit.Power.Battery;

/// <summary>Sees when a pack is empty: for a while its load has held it at its least volts, and not only because the load is heavy.</summary>
internal sealed class EmptyWatch(PackSpec spec)
{
    private const double UpTo = 0.12;
    private const double AgainAbove = 0.05;
    private const double CurveSpread = 0.015;
    private const double DropSpread = 0.3;
    private static readonly TimeSpan After = TimeSpan.FromSeconds(20);

    private TimeSpan? _since;
    private double? _markedAt;

    /// <summary>Takes the next sample.</summary>
    /// <param name="sample">Checked.</param>
    /// <param name="charge">As counted.</param>
    /// <param name="resistance">Has taken the sample.</param>
    /// <returns>The charge that the volts with the drop put back stand for in a warm cell, and how far it may be off; null while it is not empty, and once it has been said.</returns>
    public (double Charge, double Spread)? Take(PackSample sample, double charge, Resistance resistance)
    {
        _markedAt = _markedAt is { } marked && charge > marked + AgainAbove ? null : _markedAt;
        if (sample.Volts is not { } volts || sample.Amperes is not { } amperes || volts > spec.MinimumVolts || amperes >= 0)
        {
            _since = null;
            return null;
        }

        var drop = resistance.Drop(amperes);
        var low = Charge(volts - ((1 - DropSpread) * drop));
        if (low > UpTo)
        {
            // The load pulls it down for a moment: there is still charge in it.
            _since = null;
            return null;
        }

        _since ??= sample.At;
        return _markedAt is not null || sample.At - _since < After ? null : (Charge(volts - drop), CurveSpread + ((Charge(volts - ((1 + DropSpread) * drop)) - low) / 2));
    }

    /// <summary>The mark is set.</summary>
    /// <param name="charge">As counted from it on.</param>
    public void Marked(double charge) => _markedAt = charge;

    private double Charge(double volts) => spec.Chemistry.Curve.Inverse(volts / spec.CellsInSeries);
}
