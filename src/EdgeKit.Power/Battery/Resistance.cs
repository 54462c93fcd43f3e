namespace EdgeKit.Power.Battery;

/// <summary>By how much a current moves the volts of a pack: at once in its resistance, and within minutes about as much again in what moves slowly inside of the cells.</summary>
/// <remarks>The resistance is learned from steps of the load: least squares, in which a large step weighs more than a small one and a new one more than an old one.</remarks>
internal sealed class Resistance
{
    private const double StepRate = 0.1;
    private const double GuessWeighs = 3;
    private const double MostWeighs = 15;
    private const double MostGain = 0.3;
    private const double Bounds = 8;
    private static readonly TimeSpan StepWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Slowly = TimeSpan.FromMinutes(12);

    private readonly PackSpec _spec;
    private readonly double _step;
    private double _weight;
    private double? _slow;
    private PackSample _last;

    /// <summary>Begins with what was learned, or with what is usual.</summary>
    /// <param name="spec">The pack.</param>
    /// <param name="learned">At 25 °C, in Ω; null or not a number for nothing.</param>
    public Resistance(PackSpec spec, double? learned = null)
    {
        _spec = spec;
        _step = StepRate * spec.NominalAmpereHours;
        var isLearned = learned is { } given && double.IsFinite(given);
        At25 = isLearned ? Bound(learned!.Value) : spec.TypicalOhms;
        _weight = (isLearned ? MostWeighs : GuessWeighs) * _step * _step;
    }

    /// <summary>At 25 °C, in Ω.</summary>
    public double At25 { get; private set; }

    /// <summary>How much more than at 25 °C.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>At the present temperature, in Ω.</summary>
    public double Ohms => At25 * Factor;

    /// <summary>How far a current that has flowed for long moves the volts for each ampere, in Ω at the present temperature.</summary>
    public double InAll => 2 * Ohms;

    /// <summary>What the current moves the volts by, in V; negative while the pack gives.</summary>
    /// <param name="amperes">Flowing now.</param>
    public double Drop(double amperes) => Ohms * (amperes + (_slow ?? amperes));

    /// <summary>Takes the next sample.</summary>
    /// <param name="sample">Checked.</param>
    /// <param name="celsius">As last read; null when unknown.</param>
    public void Take(PackSample sample, double? celsius)
    {
        Factor = _spec.Chemistry.ResistanceFactor(celsius);
        Learn(sample);
        if (sample.Amperes is { } amperes)
        {
            var keep = Math.Exp(-((sample.At - _last.At) / Slowly));
            _slow = _slow is { } slow ? amperes + (keep * (slow - amperes)) : amperes;
            _last = sample;
        }
    }

    private void Learn(PackSample sample)
    {
        // Between charging and giving the volts move by more than the resistance.
        if (sample is not { Volts: { } volts, Amperes: { } amperes and <= 0 } || _last is not { Volts: { } before, Amperes: { } beforeAmperes and <= 0 }
            || sample.At - _last.At > StepWithin || Math.Abs(amperes - beforeAmperes) < _step)
        {
            return;
        }

        var step = amperes - beforeAmperes;
        var seen = (volts - before) / step / Factor;
        if (Bound(seen).Equals(seen))
        {
            _weight = Math.Min(_weight + (step * step), MostWeighs * _step * _step);
            At25 += Math.Min(step * step / _weight, MostGain) * (seen - At25);
        }
    }

    private double Bound(double ohms) => Math.Clamp(ohms, _spec.TypicalOhms / Bounds, _spec.TypicalOhms * Bounds);
}
