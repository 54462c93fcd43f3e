using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Tests.Battery;

/// <summary>Runs a simulated pack and its estimator side by side, and keeps the worst that was seen.</summary>
internal sealed class PackReplay
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private double? _shown;

    public PackReplay(PackSpec spec, CellSimulator cell)
    {
        (Spec, Cell) = (spec, cell);
        Estimator = new PackEstimator(spec);
    }

    public PackSpec Spec { get; }

    public CellSimulator Cell { get; }

    public PackEstimator Estimator { get; set; }

    public LoadForecast Forecast { get; } = new();

    public TimeSpan Now { get; private set; }

    public double WorstError { get; private set; }

    /// <summary>The most that the shown figure moved in a step beyond what flowed, but for marks.</summary>
    public double WorstJump { get; private set; }

    public List<PackMark> Marks { get; } = [];

    public List<TimeGuess> Times { get; } = [];

    /// <summary>Given so far, in Wh.</summary>
    public double GivenWattHours { get; private set; }

    /// <summary>Of the cells, over time; 25 °C or as they are unless told.</summary>
    public Func<TimeSpan, double>? Weather { get; set; }

    /// <summary>What the sensors say of what is so.</summary>
    public Func<PackSample, PackSample> Sensors { get; set; } = static sample => sample;

    public double Error => Math.Abs((Estimator.Estimate.StateOfCharge ?? -1) - Math.Clamp(Cell.Charge, 0, 1));

    public void Forget()
    {
        WorstError = 0;
        Times.Clear();
        Marks.Clear();
    }

    public void Take()
    {
        Now += Step;
        Cell.Celsius = Weather?.Invoke(Now) ?? Cell.Celsius;
        GivenWattHours += Math.Max(-Cell.Amperes * Cell.Volts, 0) * Step.TotalHours;
        var mark = Estimator.Take(Sensors(Cell.Read(Now)));
        if (mark is not PackMark.None)
        {
            Marks.Add(mark);
        }

        var estimate = Estimator.Estimate;
        Forecast.Take(Now, Cell.Amperes < 0 ? -estimate.Volts * estimate.Amperes : null);
        WorstError = Math.Max(WorstError, Error);
        if (mark is not (PackMark.Full or PackMark.Empty or PackMark.Swapped) && _shown is { } before)
        {
            var flowed = (Math.Abs(Cell.Amperes) + (0.05 * Spec.NominalAmpereHours)) * Step.TotalHours / Spec.NominalAmpereHours * 1.3;
            WorstJump = Math.Max(WorstJump, Math.Abs(estimate.StateOfCharge!.Value - before) - flowed);
        }

        _shown = estimate.StateOfCharge;
        if (TimeToEmpty.Of(estimate, Forecast) is { } time)
        {
            Times.Add(new TimeGuess(Now, time.Median, time.Low, time.High, Forecast.Watts!.Value, GivenWattHours));
        }
    }

    public void Rest(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            Cell.Step(0, Step);
            Take();
        }
    }

    public void Fill(TimeSpan? most = null)
    {
        var end = Now + (most ?? TimeSpan.FromHours(20));
        // A charger holds the voltage for a while once the current is low.
        for (var held = 0; Now < end && held < 60;)
        {
            held = Cell.Charging(Step) ? 0 : held + 1;
            Take();
        }
    }

    /// <summary>Draws until the pack is empty, or so far.</summary>
    public void Draw(Func<TimeSpan, double> watts, double downTo = -1)
    {
        var below = 0;
        while (below < 6 && Cell.Charge > downTo)
        {
            Cell.Load(watts(Now), Step);
            Take();
            below = Cell.Volts <= Spec.MinimumVolts ? below + 1 : 0;
        }
    }
}
