namespace EdgeKit.Power.Battery;

/// <summary>Charge, the current sensor's offset, the capacity and what charging loses, estimated together: an extended Kalman filter with four states and one kind of observation, the state of charge.</summary>
/// <remarks>
/// Together, because two marks far apart in time speak of the offset, two far apart in charge of the capacity and a charge between two full marks of the loss, and only the covariance knows how much of each.
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
    private const double LossWalk = 0.01;
    private const double MostEfficiency = 1;
    private const double LeastEfficiency = 0.7;
    private const double CountingVariance = 1e-4;
    private const int States = 4;
    private static readonly double Day = TimeSpan.FromDays(1).TotalSeconds;

    private readonly double _nominal;
    private readonly Chemistry _chemistry;
    private readonly double[][] _p = Zeros();

    /// <summary>Before anything is known but a first guess.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="charge">0 to 1.</param>
    /// <param name="spread">Of it.</param>
    public ChargeFilter(PackSpec spec, double charge, double spread)
    {
        (_nominal, _chemistry) = (spec.NominalAmpereHours, spec.Chemistry);
        Charge = charge;
        Efficiency = _chemistry.ChargeEfficiency;
        _p[0][0] = spread * spread;
        _p[1][1] = Square(OffsetSpreadRate * _nominal);
        _p[2][2] = InverseSpread * InverseSpread;
        _p[3][3] = Square(_chemistry.ChargeEfficiencySpread);
    }

    /// <summary>From 0 to 1, and some way beyond while no mark has said otherwise.</summary>
    public double Charge { get; private set; }

    /// <summary>In A.</summary>
    public double Offset { get; private set; }

    /// <summary>Nominal capacity over the real one.</summary>
    public double Inverse { get; private set; } = 1;

    /// <summary>What comes out again of a charge put in, 0.7 to 1.</summary>
    public double Efficiency { get; private set; }

    /// <summary>Of the charge, one standard deviation, at most 0.5.</summary>
    public double Spread => Math.Min(Math.Sqrt(Math.Max(_p[0][0], 0)), 0.5);

    /// <summary>The real capacity, in Ah.</summary>
    public double AmpereHours => _nominal / Inverse;

    /// <summary>The upper triangle by rows.</summary>
    public IReadOnlyList<double> Covariance => [.. _p.SelectMany(static (row, index) => row.Skip(index))];

    /// <summary>Goes on from what was stored; null when that cannot be.</summary>
    public static ChargeFilter? Restore(PackSpec spec, PackState state)
    {
        double[] all = [state.StateOfCharge, state.OffsetAmperes, state.CapacityInverse, state.Efficiency, .. state.Covariance];
        if (state.Covariance.Count != States * (States + 1) / 2 || !all.All(double.IsFinite))
        {
            return null;
        }

        var filter = new ChargeFilter(spec, Bound(state.StateOfCharge), 0);
        filter.Offset = filter.BoundOffset(state.OffsetAmperes);
        filter.Inverse = Math.Clamp(state.CapacityInverse, LeastInverse, MostInverse);
        filter.Efficiency = Math.Clamp(state.Efficiency, LeastEfficiency, MostEfficiency);
        var next = 0;
        for (var row = 0; row < States; row++)
        {
            for (var column = row; column < States; column++)
            {
                filter._p[row][column] = filter._p[column][row] = state.Covariance[next++];
            }
        }

        return Enumerable.Range(0, States).All(i => filter._p[i][i] >= 0) ? filter : null;
    }

    /// <summary>A current flowed as the sensor shows it.</summary>
    /// <param name="amperes">Positive into the pack.</param>
    /// <param name="took">How long.</param>
    /// <returns>How much the charge moved.</returns>
    public double Count(double amperes, TimeSpan took)
    {
        var seconds = took.TotalSeconds;
        var net = amperes - Offset;
        var perAmpere = (net > 0 ? Efficiency : 1) * seconds / (3600 * _nominal);
        var moved = net * perAmpere * Inverse;

        // P = F P Fᵀ with F = 1 + the first row (0, offset, inverse, efficiency).
        ReadOnlySpan<double> f = [0, -perAmpere * Inverse, net * perAmpere, net > 0 ? moved / Efficiency : 0];
        for (var column = 0; column < States; column++)
        {
            _p[0][column] += (f[1] * _p[1][column]) + (f[2] * _p[2][column]) + (f[3] * _p[3][column]);
        }

        for (var row = 0; row < States; row++)
        {
            _p[row][0] += (f[1] * _p[row][1]) + (f[2] * _p[row][2]) + (f[3] * _p[row][3]);
        }

        _p[0][0] += Math.Abs(moved) * CountingVariance;
        _p[1][1] += Square(OffsetWalkRate * _nominal) * seconds / Day;
        _p[2][2] += InverseWalk * InverseWalk * seconds / (30 * Day);
        _p[3][3] += LossWalk * LossWalk * seconds / (30 * Day);
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
        double[] gain = [_p[0][0] / total, mayLearn ? _p[1][0] / total : 0, mayLearn ? _p[2][0] / total : 0, mayLearn ? _p[3][0] / total : 0];
        Charge = Bound(Charge + (gain[0] * surprise));
        Offset = BoundOffset(Offset + (gain[1] * surprise));
        Inverse = Math.Clamp(Inverse + Math.Clamp(gain[2] * surprise, -MostInverseStep, MostInverseStep), LeastInverse, MostInverse);
        Efficiency = Math.Clamp(Efficiency + (gain[3] * surprise), LeastEfficiency, MostEfficiency);

        // P = (1 − K H) P (1 − K H)ᵀ + K R Kᵀ: stays symmetric and positive with any gain, also where it was set to 0.
        var next = Zeros();
        for (var row = 0; row < States; row++)
        {
            for (var column = 0; column < States; column++)
            {
                next[row][column] = _p[row][column] - (gain[row] * _p[0][column]) - (_p[row][0] * gain[column]) + (gain[row] * gain[column] * total);
            }
        }

        next.CopyTo(_p, 0);
    }

    /// <summary>Another pack on the same sensor: charge and capacity begin again, the sensor's offset stays.</summary>
    public ChargeFilter Again(PackSpec spec, double charge, double spread)
    {
        var filter = new ChargeFilter(spec, charge, spread) { Offset = Offset };
        filter._p[1][1] = _p[1][1];
        return filter;
    }

    /// <summary>A full pack takes no more, whatever still flows.</summary>
    public void HoldFull() => Charge = Math.Min(Charge, 1);

    private static double Bound(double charge) => Math.Clamp(charge, -Beyond, 1 + Beyond);

    private static double Square(double value) => value * value;

    private static double[][] Zeros() => [new double[States], new double[States], new double[States], new double[States]];

    private double BoundOffset(double amperes) => Math.Clamp(amperes, -MostOffsetRate * _nominal, MostOffsetRate * _nominal);

    private double Move(double by)
    {
        var before = Charge;
        Charge = Bound(Charge + by);
        return Charge - before;
    }
}
