namespace EdgeKit.Power.Battery;

/// <summary>What of the charge the cold keeps from being drawn: the table of the chemistry times what this pack has shown.</summary>
internal sealed class ColdLock
{
    private const double Most = 0.9;
    private const double FirstSpread = 0.3;
    private const double LeastSpread = 0.08;
    private const double LeastFactor = 0.4;
    private const double MostFactor = 1.8;

    private readonly Chemistry _chemistry;

    /// <summary>Begins with what was learned, or with what is usual.</summary>
    /// <param name="chemistry">Of the cells.</param>
    /// <param name="factor">As learned; 1 for nothing.</param>
    /// <param name="spread">Of it; null for nothing.</param>
    public ColdLock(Chemistry chemistry, double factor = 1, double? spread = null)
    {
        _chemistry = chemistry;
        Factor = double.IsFinite(factor) ? Math.Clamp(factor, LeastFactor, MostFactor) : 1;
        FactorSpread = spread is { } known && double.IsFinite(known) ? Math.Clamp(known, LeastSpread, FirstSpread) : FirstSpread;
    }

    /// <summary>This pack's share over the usual one.</summary>
    public double Factor { get; private set; }

    /// <summary>Of it, one standard deviation.</summary>
    public double FactorSpread { get; private set; }

    /// <summary>The share that is out of reach now, 0 to 0.9.</summary>
    public double Share { get; private set; }

    /// <summary>Of it, one standard deviation.</summary>
    public double Spread { get; private set; }

    /// <summary>So cold is it.</summary>
    /// <param name="celsius">Null when unknown.</param>
    public void Take(double? celsius)
    {
        var usual = _chemistry.LockedShare(celsius);
        (Share, Spread) = (Math.Min(Factor * usual, Most), FactorSpread * usual);
    }

    /// <summary>The pack was empty with another charge left in it than was thought.</summary>
    /// <param name="surprise">How much more.</param>
    /// <param name="otherwise">One standard deviation of all else that may explain it.</param>
    /// <param name="celsius">Null when unknown.</param>
    public void Learn(double surprise, double otherwise, double? celsius)
    {
        var usual = _chemistry.LockedShare(celsius);
        var total = (Spread * Spread) + (otherwise * otherwise);
        if (usual > 0 && total > 0)
        {
            var gain = Spread * FactorSpread / total;
            Factor = Math.Clamp(Factor + (gain * surprise), LeastFactor, MostFactor);
            FactorSpread = Math.Max(FactorSpread * Math.Sqrt(otherwise * otherwise / total), LeastSpread);
            Take(celsius);
        }
    }
}
