namespace EdgeKit.Power.Battery;

/// <summary>The lower half of one pack's own curve: what its cells show under load with the drop put back, learned on the way to an empty mark.</summary>
/// <remarks>
/// Cells of a make differ from the table by ten millivolts and more, but each is much the same from one discharge to the next. In the cold the knee comes earlier by what is locked in, and the upper part stays
/// where it was. Always rises.
/// </remarks>
internal sealed class PackCurve
{
    /// <summary>Above this charge the usual curve counts.</summary>
    public const double LearnedUpTo = 0.5;

    private const double LeastRise = 0.0002;
    private const double FadesBy = 0.6;
    private const double Below = 0.05;
    private const double LeastEndRise = 4;
    private const double ColdReach = 0.1;
    private const double FurtherGain = 0.6;
    private static readonly double[] Knots = [0, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];

    private readonly Chemistry _chemistry;
    private readonly double[] _off = new double[Knots.Length];
    private Table _table;

    /// <summary>Begins with what was learned, or with what is usual.</summary>
    /// <param name="chemistry">Of the cells.</param>
    /// <param name="learned">As <see cref="Learned"/> gave it; anything else begins anew.</param>
    public PackCurve(Chemistry chemistry, IReadOnlyList<double>? learned = null)
    {
        _chemistry = chemistry;
        _table = Build();
        if (learned is not null && learned.Count == Knots.Length && learned.All(double.IsFinite))
        {
            IsLearned = true;
            _off = [.. learned];
            _table = Build();
        }
    }

    /// <summary>There was an empty mark.</summary>
    public bool IsLearned { get; private set; }

    /// <summary>How far this pack's cells are off the usual curve, in V; empty before the first empty mark.</summary>
    public IReadOnlyList<double> Learned => IsLearned ? [.. _off] : [];

    /// <summary>Volts of a cell.</summary>
    /// <param name="charge">0 to 1.</param>
    /// <param name="locked">What the cold locks in, 0 to 1.</param>
    public double Volts(double charge, double locked) => _table.At(Warm(charge, locked));

    /// <summary>The charge, 0 to 1, at which a cell shows these volts.</summary>
    /// <param name="volts">Of a cell, with the drop put back.</param>
    /// <param name="locked">What the cold locks in, 0 to 1.</param>
    public double Charge(double volts, double locked) => Cold(_table.Inverse(volts), locked);

    /// <summary>The charge at which a warm cell shows the volts that a cold one shows at <paramref name="charge"/>; below 0 where nothing is to be had.</summary>
    /// <param name="charge">0 to 1.</param>
    /// <param name="locked">What the cold locks in, 0 to 1.</param>
    public static double Warm(double charge, double locked) => charge - (locked * Math.Exp(-Math.Max(charge - locked, 0) / ColdReach));

    /// <summary>The charge of a cold cell that shows the volts of a warm one: the other way round.</summary>
    /// <param name="warm">0 to 1.</param>
    /// <param name="locked">What the cold locks in, 0 to 1.</param>
    public static double Cold(double warm, double locked)
    {
        var (low, high) = (warm, warm + locked);
        for (var i = 0; i < 20; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Warm(middle, locked) < warm ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The pack has come down to its empty mark this way.</summary>
    /// <param name="way">Charge of a warm cell and volts, falling; the last is the mark.</param>
    public void Learn(IReadOnlyList<(double Warm, double Volts)> way)
    {
        var gain = IsLearned ? FurtherGain : 1;
        var isAny = false;
        for (var knot = 0; knot < Knots.Length; knot++)
        {
            if (Seen(way, Knots[knot]) is { } volts)
            {
                _off[knot] += gain * (volts - _chemistry.Curve.At(Knots[knot]) - _off[knot]);
                isAny = true;
            }
        }

        if (isAny)
        {
            // Below the mark nobody has been: it goes on as it was there.
            for (var knot = Knots.Length - 1; knot >= 0; knot--)
            {
                _off[knot] = Knots[knot] < way[^1].Warm && knot + 1 < Knots.Length ? _off[knot + 1] : _off[knot];
            }

            IsLearned = true;
            _table = Build();
        }
    }

    private static double? Seen(IReadOnlyList<(double Warm, double Volts)> way, double at)
    {
        for (var i = 1; i < way.Count; i++)
        {
            var (above, below) = (way[i - 1], way[i]);
            if (above.Warm >= at && below.Warm <= at && above.Warm > below.Warm)
            {
                return below.Volts + ((above.Volts - below.Volts) * (at - below.Warm) / (above.Warm - below.Warm));
            }
        }

        return null;
    }

    private Table Build()
    {
        // What is counted may end a little before the pack does, so the curve goes on downwards as it ends.
        var (first, next) = (Knot(0), Knot(1));
        var points = new List<(double X, double Y)> { (-Below, first - (Below * Math.Max((next - first) / Knots[1], LeastEndRise))) };
        for (var knot = 0; knot < Knots.Length; knot++)
        {
            Add(points, Knots[knot], Knot(knot));
        }

        foreach (var (x, y) in _chemistry.Curve.Points)
        {
            if (x >= FadesBy)
            {
                Add(points, x, y);
            }
        }

        return new Table([.. points]);
    }

    private double Knot(int knot) => _chemistry.Curve.At(Knots[knot]) + _off[knot];

    private static void Add(List<(double X, double Y)> points, double x, double y) =>
        points.Add((x, points.Count == 0 ? y : Math.Max(y, points[^1].Y + LeastRise)));
}
