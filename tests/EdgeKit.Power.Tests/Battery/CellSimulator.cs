using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Tests.Battery;

/// <summary>A pack that shares nothing with the estimator: open-circuit formulas of its own, hysteresis, two RC pairs, cold, age, and sensors with noise and an offset.</summary>
internal sealed class CellSimulator(Chemistry chemistry, int cells, double ampereHours, int seed)
{
    private readonly Random _random = new(seed);
    private double _hysteresis;
    private double _fast;
    private double _slow;

    public double Charge { get; set; } = 1;

    public double AmpereHours { get; set; } = ampereHours;

    public double Celsius { get; set; } = 25;

    /// <summary>How far this cell's curve is off the usual, −1 to 1.</summary>
    public double Perturbed { get; init; }

    /// <summary>Its resistance over the usual one.</summary>
    public double OhmsFactor { get; set; } = 1;

    /// <summary>What the cold locks in over the usual.</summary>
    public double LockedFactor { get; init; } = 1;

    /// <summary>What comes out again of a charge put in, over the usual.</summary>
    public double EfficiencyFactor { get; init; } = 1;

    public double OffsetAmperes { get; set; }

    public double VoltsNoise { get; init; } = 0.002;

    public double Amperes { get; private set; }

    public double Volts { get; private set; }

    public bool IsLead => ReferenceEquals(chemistry, Chemistry.LeadAcid);

    private bool IsIron => ReferenceEquals(chemistry, Chemistry.LiFePO4);

    private double Hysteresis => IsIron ? 0.008 : 0.006;

    private double Efficiency => (IsLead ? 0.90 : 0.996) * EfficiencyFactor;

    private double Ohms => OhmsFactor * (IsIron ? 0.06 : IsLead ? 0.06 : 0.07) / AmpereHours * (1 + (0.8 * Math.Exp(-Math.Max(Charge, 0) / 0.08))) * (1 + (0.045 * Math.Max(25 - Celsius, 0)));

    /// <summary>The share that is out of reach at this temperature.</summary>
    public double Locked => LockedFactor * Math.Max(20 - Celsius, 0) * (0.0045 + (0.00008 * Math.Max(20 - Celsius, 0)));

    /// <summary>Draws a power, or charges with a negative one, as a pack of this voltage must.</summary>
    public void Load(double watts, TimeSpan step) => Step(-watts / Math.Max(Volts, cells * 1.5), step);

    /// <summary>A charger of a fifth of C, then constant voltage.</summary>
    public bool Charging(TimeSpan step)
    {
        var full = cells * (IsIron ? 3.58 : IsLead ? 2.38 : 4.195);
        var amperes = Math.Clamp((full - (cells * (Open(true) + _fast + _slow))) / (cells * Ohms), 0, AmpereHours / 5);
        Step(amperes, step);
        return amperes > AmpereHours / 60;
    }

    /// <summary>Months of use.</summary>
    public void Age()
    {
        AmpereHours *= 0.985;
        OhmsFactor *= 1.04;
    }

    public void Step(double amperes, TimeSpan step)
    {
        var seconds = step.TotalSeconds;
        Amperes = amperes;
        Charge += amperes * (amperes > 0 ? Efficiency : 1) * seconds / 3600 / AmpereHours;
        _hysteresis += ((Math.Sign(amperes) * Hysteresis) - _hysteresis) * Math.Min(Math.Abs(amperes) * seconds / 3600 / AmpereHours / 0.05, 1);
        _fast += ((amperes * Ohms * 0.4) - _fast) * (1 - Math.Exp(-seconds / 40));
        _slow += ((amperes * Ohms * 0.5) - _slow) * (1 - Math.Exp(-seconds / (IsLead ? 1800 : 900)));
        Volts = cells * (Open(amperes > 0) + _fast + _slow + (amperes * Ohms));
    }

    public PackSample Read(TimeSpan at) => new(at, Volts + (Noise() * VoltsNoise * cells), Amperes + OffsetAmperes + (Noise() * 0.01), Celsius);

    private double Noise() => _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5;

    private double Open(bool isCharging)
    {
        var s = Charge;
        var wave = Perturbed * Math.Sin(6.5 * s);
        var cold = 0.6 * Math.Exp(-(s - Locked + 0.01) / 0.012) * Math.Min(Locked / 0.03, 1);
        return _hysteresis - cold + (IsIron
            ? 3.288 + (0.015 * s) + (0.015 * Math.Tanh((s - 0.68) / 0.04)) - (0.62 * Math.Exp(-s / 0.022)) - (0.13 * Math.Exp(-s / 0.08)) + (0.14 * Math.Exp((s - 1) / 0.012)) + (0.004 * wave)
            : IsLead
                ? 1.945 + (0.188 * s) - (0.06 * Math.Exp(-s / 0.015)) + (0.008 * wave) + (isCharging ? 0.24 * Math.Exp((s - 1) / 0.04) : 0)
                : 3.5 + (0.3 * s) + (0.38 * s * s) - (0.5 * Math.Exp(-s / 0.04)) + (0.012 * wave));
    }
}
