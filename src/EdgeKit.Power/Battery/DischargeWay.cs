namespace EdgeKit.Power.Battery;

/// <summary>How a pack came down: its charge as counted, and the volts of a cell with the drop put back. Holds the last two thirds of a discharge at most.</summary>
internal sealed class DischargeWay
{
    private const double Step = 0.005;
    private const int Most = 130;
    private const double BrokenBy = 0.02;

    private readonly List<(double Charge, double Locked, double Volts)> _points = [];

    /// <summary>Nothing noted any more.</summary>
    public void Clear() => _points.Clear();

    /// <summary>The pack stands here.</summary>
    /// <param name="charge">As counted.</param>
    /// <param name="locked">What the cold locks in, 0 to 1.</param>
    /// <param name="volts">Of a cell, with the drop put back.</param>
    public void Note(double charge, double locked, double volts)
    {
        if (_points.Count > 0 && charge > _points[^1].Charge - Step)
        {
            return;
        }

        if (_points.Count == Most)
        {
            _points.RemoveAt(0);
        }

        _points.Add((charge, locked, volts));
    }

    /// <summary>The pack was charged: a little breaks nothing, more begins another way.</summary>
    /// <param name="charge">As counted.</param>
    public void Charged(double charge)
    {
        if (_points.Count > 0 && charge > _points[^1].Charge + BrokenBy)
        {
            _points.Clear();
        }
    }

    /// <summary>What was counted was corrected.</summary>
    /// <param name="by">How much more the charge is now.</param>
    public void Correct(double by)
    {
        for (var i = 0; i < _points.Count; i++)
        {
            _points[i] = _points[i] with { Charge = _points[i].Charge + by };
        }
    }

    /// <summary>The way as a warm cell would have gone it.</summary>
    /// <param name="before">What was counted at its end.</param>
    /// <param name="after">What it was there in truth.</param>
    /// <param name="stretch">How much longer it was than it was counted: the learned capacity changed.</param>
    public List<(double Warm, double Volts)> Down(double before, double after, double stretch) =>
        _points.ConvertAll(point => (PackCurve.Warm(after + ((point.Charge - before) * stretch), point.Locked), point.Volts));
}
