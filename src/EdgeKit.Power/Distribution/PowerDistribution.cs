using EdgeKit.Contracts.Power;
using EdgeKit.Power.Sampling;

namespace EdgeKit.Power.Distribution;

/// <summary>The map with what flows on it now.</summary>
/// <param name="options">What is on the map, and what measures it.</param>
/// <param name="map">Without faults.</param>
/// <param name="sensors">What measures it.</param>
internal sealed class PowerDistribution(PowerOptions options, PowerMap map, SensorBoard sensors)
{
    /// <summary>What flows now.</summary>
    /// <param name="packs">What each pack gives, in watts; below 0 it is charged. Those of which that is unknown are missing.</param>
    /// <param name="loads">What each load draws as a sensor says, in watts.</param>
    /// <param name="off">The loads that are switched off.</param>
    public DistributionView View(IReadOnlyDictionary<string, double> packs, IEnumerable<(string Id, double Watts)> loads, IReadOnlySet<string> off)
    {
        var watts = loads.ToDictionary(static load => load.Id, static load => load.Watts, StringComparer.Ordinal);
        foreach (var source in options.Sources)
        {
            var given = source.Pack is { } pack ? packs.TryGetValue(pack, out var drawn) ? drawn : null : sensors.Watts(source.Sensor, source.Channel);
            Note(watts, source.Id, given);
        }

        foreach (var bus in options.Buses)
        {
            Note(watts, bus.Id, sensors.Watts(bus.Sensor, bus.Channel));
        }

        var flows = DistributionRules.View(map, watts, off);
        return new DistributionView(
            [.. map.Sources.Zip(flows.Sources, View)],
            [.. map.Buses.Zip(flows.Buses, View)],
            [.. map.Loads.Zip(flows.Loads, View)],
            flows.OverLimit);
    }

    private static void Note(Dictionary<string, double> watts, string id, double? measured)
    {
        if (measured is { } known)
        {
            watts[id] = known;
        }
    }

    private static double? Rounded(double? watts) => watts is { } known ? Math.Round(known, 2) : null;

    private static SourceFlowView View(MapSource source, Flow flow) =>
        new(source.Id, source.Kind, source.Bus, flow.IsMeasured, flow.IsOver, Rounded(flow.Watts), flow.LimitWatts);

    private static BusFlowView View(MapBus bus, BusFlow view) =>
        new(bus.Id, view.Flow.IsMeasured, view.Flow.IsOver, bus.FedBy, Rounded(view.Flow.Watts), view.Flow.LimitWatts, Rounded(view.Remainder));

    private static LoadFlowView View(MapLoad load, Flow flow) =>
        new(load.Id, load.Bus, flow.IsMeasured, flow.IsOver, Rounded(flow.Watts), flow.LimitWatts);
}
