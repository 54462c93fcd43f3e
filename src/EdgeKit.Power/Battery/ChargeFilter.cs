namespace EdgeKit.Power.Battery;

/// <summary>Charge, the current sensor's offset and the capacity, estimated together: an extended Kalman filter with three states and one kind of observation, the state of charge.</summary>
/// <remarks>
/// Together, because two marks far apart in time speak of the offset and two far apart in charge of the capacity, and only the covariance knows how much of each.
/// The charge may count a little past full and empty: by how much it does so is what a mark learns from. Always: the capacity between half of and 1.2 times nominal, the offset below C/50.
/// </remarks>
internal sealed class ChargeFilter
{
    private const double Beyond = 0.75;
    private const double LeastInverse = 1 / 1.2;
    private const double MostInverse = 1 / 0.5;
    private const double MostInverseStep = 0.35;
    private const double MostOffsetRate = 0.02;
    private const double OffsetSpreadRate = 0.004;
    private const double InverseSpread = 0.15;

    // A sensor's zero walks by a thousandth of C in a day, a pack ages by two in a hundred in a month.
    private const double OffsetWalkRate = 0.001;
    private const double InverseWalk = 0.02;
    private const double CountingVariance = 1e-4;
    private static readonly double Day = TimeSpan.FromDays(1).TotalSeconds;

    private readonly double _nominal;
    private readonly double[][] _p = [new double[3], new double[3], new double[3]];

    /// <summary>Before anything is known but a first guess.</summary>
    /// <param name="nominalAmpereHours">Above 0.</param>
    /// <param name="charge">0 to 1.</param>
    /// <param name="spread">Of it.</param>
    public ChargeFilter(double nominalAmpereHours, double charge, double spread)
    {
        _nominal = nominalAmpereHours;
        Charge = charge;
        _p[0][0] = spread * spread;
        _p[1][1] = Square(OffsetSpreadRate * nominalAmpereHours);
        _p[2][2] = InverseSpread * InverseSpread;
    }

    /// <summary>From 0 to 1, and some way beyond while no mark has said otherwise.</summary>
    public double Charge { get; private set; }

    /// <summary>In A.</summary>
    public double Offset { get; private set; }

    /// <summary>Nominal capacity over the real one.</summary>
    public double Inverse { get; private set; } = 1;

    /// <summary>Of the charge, one standard deviation, at most 0.5.</summary>
    public double Spread => Math.Min(Math.Sqrt(Math.Max(_p[0][0], 0)), 0.5);

    /// <summary>The real capacity, in Ah.</summary>
    public double AmpereHours => _nominal / Inverse;

    /// <summary>The upper triangle by rows.</summary>
    public IReadOnlyList<double> Covariance => [_p[0][0], _p[0][1], _p[0][2], _p[1][1], _p[1][2], _p[2][2]];

    /// <summary>Goes on from what was stored; null when that cannot be.</summary>
    public static ChargeFilter? Restore(double nominalAmpereHours, PackState state)
    {
        double[] all = [state.StateOfCharge, state.OffsetAmperes, state.CapacityInverse, .. state.Covariance];
        if (state.Covariance.Count != 6 || !all.All(double.IsFinite) || state.Covariance[0] < 0 || state.Covariance[3] < 0 || state.Covariance[5] < 0)
        {
            return null;
        }

        var filter = new ChargeFilter(nominalAmpereHours, Bound(state.StateOfCharge), 0);
        filter.Offset = filter.BoundOffset(state.OffsetAmperes);
        filter.Inverse = Math.Clamp(state.CapacityInverse, LeastInverse, MostInverse);
        var next = 0;
        for (var row = 0; row < 3; row++)
        {
            for (var column = row; column < 3; column++)
            {
                filter._p[row][column] = filter._p[column][row] = state.Covariance[next++];
            }
        }

        return filter;
    }

    /// <summary>A current flowed as the sensor shows it.</summary>
    /// <param name="amperes">Positive into the pack.</param>
    /// <param name="took">How long.</param>
    /// <param name="efficiency">Of charging.</param>
    /// <param name="efficiencySpread">Of it.</param>
    /// <returns>How much the charge moved.</returns>
    public double Count(double amperes, TimeSpan took, double efficiency, double efficiencySpread)
    {
        var seconds = took.TotalSeconds;
        var net = amperes - Offset;
        var factor = net > 0 ? efficiency : 1;
        var perAmpere = factor * seconds / (3600 * _nominal);
        var moved = net * perAmpere * Inverse;

        // P = F P Fᵀ with F = 1 + the first row (0, a, c).
        var (a, c) = (-perAmpere * Inverse, net * perAmpere);
        for (var column = 0; column < 3; column++)
        {
            _p[0][column] += (a * _p[1][column]) + (c * _p[2][column]);
        }

        for (var row = 0; row < 3; row++)
        {
            _p[row][0] += (a * _p[row][1]) + (c * _p[row][2]);
        }

        _p[0][0] += Math.Abs(moved) * (CountingVariance + (net > 0 ? efficiencySpread * efficiencySpread : 0));
        _p[1][1] += Square(OffsetWalkRate * _nominal) * seconds / Day;
        _p[2][2] += InverseWalk * InverseWalk * seconds / (30 * Day);
        return Move(moved);
    }

    /// <summary>Something flowed that nobody saw.</summary>
    /// <param name="spread">How much of the charge that may have been.</param>
    public void Doubt(double spread) => _p[0][0] = Math.Min(_p[0][0] + (spread * spread), 0.25);

    /// <summary>A load that no sensor sees took its part.</summary>
    /// <returns>How much the charge moved.</returns>
    public double Drain(double ampereHours) => Move(-ampereHours / AmpereHours);

    /// <summary>The charge is known from elsewhere.</summary>
    /// <param name="charge">0 to 1.</param>
    /// <param name="spread">Of it, one standard deviation.</param>
    /// <param name="mayLearn">Whether it tells of capacity and offset, too.</param>
    public void Observe(double charge, double spread, bool mayLearn)
    {
        var surprise = charge - Charge;
        var total = _p[0][0] + (spread * spread);
        double[] gain = [_p[0][0] / total, mayLearn ? _p[1][0] / total : 0, mayLearn ? _p[2][0] / total : 0];
        Charge = Bound(Charge + (gain[0] * surprise));
        Offset = BoundOffset(Offset + (gain[1] * surprise));
        Inverse = Math.Clamp(Inverse + Math.Clamp(gain[2] * surprise, -MostInverseStep, MostInverseStep), LeastInverse, MostInverse);

        // P = (1 − K H) P (1 − K H)ᵀ + K R Kᵀ: stays symmetric and positive with any gain, also where it was set to 0.
        double[][] next = [new double[3], new double[3], new double[3]];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                next[row][column] = _p[row][column] - (gain[row] * _p[0][column]) - (_p[row][0] * gain[column]) + (gain[row] * gain[column] * total);
            }
        }

        next.CopyTo(_p, 0);
    }

    /// <summary>Another pack on the same sensor: charge and capacity begin again, the sensor's offset stays.</summary>
    public ChargeFilter Again(double charge, double spread)
    {
        var filter = new ChargeFilter(_nominal, charge, spread) { Offset = Offset };
        filter._p[1][1] = _p[1][1];
        return filter;
    }

    /// <summary>A full pack takes no more, whatever still flows.</summary>
    public void HoldFull() => Charge = Math.Min(Charge, 1);

    private static double Bound(double charge) => Math.Clamp(charge, -Beyond, 1 + Beyond);

    private static double Square(double value) => value * value;

    private double BoundOffset(double amperes) => Math.Clamp(amperes, -MostOffsetRate * _nominal, MostOffsetRate * _nominal);

    private double Move(double by)
    {
        var before = Charge;
        Charge = Bound(Charge + by);
        return Charge - before;
    }
}
