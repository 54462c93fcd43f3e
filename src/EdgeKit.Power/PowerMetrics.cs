using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using EdgeKit.Contracts.Power;
using EdgeKit.Power.Sampling;

namespace EdgeKit.Power;

/// <summary>What the power module measures, as the view says it. What nobody knows is not given, and never 0.</summary>
internal static class PowerMetrics
{
    private static readonly (ReadingQuality Quality, string Name)[] Qualities =
    [
        (ReadingQuality.Good, "good"), (ReadingQuality.Stale, "stale"), (ReadingQuality.Failed, "failed"), (ReadingQuality.Simulated, "simulated"),
    ];

    /// <summary>Adds the gauges. Each reads what the last look left.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The factory disposes its meters.")]
    public static void Observe(IMeterFactory meters, KitPower power, SensorBoard sensors)
    {
        var meter = meters.Create("edgekit.power");
        meter.CreateObservableGauge("edgekit.power.charge", () => Known(power.View.StateOfCharge), "1", "State of charge of all packs together, 0 to 1.");
        meter.CreateObservableGauge("edgekit.power.stage", () => (int)power.View.Stage, "{stage}", "0 normal, 1 conserve, 2 critical, 3 shutdown.");
        meter.CreateObservableGauge("edgekit.power.left", () => Known(power.View.TimeToEmptySeconds), "s", "How long the charge lasts at the present load.");
        meter.CreateObservableGauge("edgekit.power.input", () => Known(power.View.InputWatts), "W", "What comes in.");
        meter.CreateObservableGauge("edgekit.power.output", () => Known(power.View.OutputWatts), "W", "What goes out.");
        meter.CreateObservableGauge("edgekit.power.sensors", () => ByQuality(sensors), "{sensor}", "Sensors, by how far they can be believed.");
        meter.CreateObservableGauge("edgekit.power.loads.shed", () => power.View.Loads.Count(static load => !load.IsOn), "{load}", "Loads that are switched off.");
    }

    private static IEnumerable<Measurement<double>> Known(double? value) => value is { } known ? [new Measurement<double>(known)] : [];

    private static IEnumerable<Measurement<int>> ByQuality(SensorBoard sensors)
    {
        var counts = sensors.Sensors.CountBy(static sensor => sensor.Quality).ToDictionary();
        return Qualities.Select(quality => new Measurement<int>(counts.GetValueOrDefault(quality.Quality), new KeyValuePair<string, object?>("quality", quality.Name)));
    }
}
