namespace EdgeKit.Cloud.Grants;

/// <summary>
/// How many units somebody will be asked for over a time, by what was asked for so far. Demand is taken as Poisson with a rate that is
/// not known but gamma distributed by the evidence, so the forecast is negative binomial: the less is known, the wider. It is walked
/// unit by unit.
/// </summary>
internal struct Forecast
{
    private readonly double _shape;
    private readonly double _logMore;
    private double _logMass;
    private double _below;

    /// <summary>Starts at the first unit.</summary>
    /// <param name="units">Units that were asked for, those of the prior included; above 0.</param>
    /// <param name="hours">Hours in which they were, those of the prior included; above 0.</param>
    /// <param name="horizon">Hours that are asked about; above 0.</param>
    public Forecast(double units, double hours, double horizon)
    {
        _shape = units;
        _logMore = Math.Log(horizon / (hours + horizon));
        _logMass = units * Math.Log(hours / (hours + horizon));
        _below = Math.Exp(_logMass);
        Units = 0;
    }

    /// <summary>How many units lie behind.</summary>
    public long Units { get; private set; }

    /// <summary>The probability that one unit more than those that lie behind is asked for.</summary>
    public readonly double NextIsAskedFor => Math.Max(0, 1 - _below);

    /// <summary>The probability that no more than those that lie behind are asked for: exact also where the other is as good as 1.</summary>
    public readonly double IsEnough => _below;

    /// <summary>Goes on by a unit.</summary>
    public void Advance()
    {
        _logMass += Math.Log((Units + _shape) / (Units + 1)) + _logMore;
        _below += Math.Exp(_logMass);
        Units++;
    }
}
