namespace EdgeKit.Power.Distribution;

/// <summary>From readings to the view. Pure.</summary>
internal static class DistributionRules
{
    /// <summary>Works out what flows where.</summary>
    /// <param name="map">Without faults.</param>
    /// <param name="watts">Good readings by name; what is missing here was not measured.</param>
    /// <param name="off">Loads that are switched off: what nobody measures of them is 0.</param>
    public static PowerFlows View(PowerMap map, IReadOnlyDictionary<string, double> watts, IReadOnlySet<string> off)
    {
        var sources = map.Sources.ToDictionary(static source => source.Id, source => Measured(source.Id, watts, source.LimitWatts, estimate: null), StringComparer.Ordinal);
        var loads = map.Loads.ToDictionary(
            static load => load.Id,
            load => Measured(load.Id, watts, load.LimitWatts, off.Contains(load.Id) ? 0 : load.NominalWatts),
            StringComparer.Ordinal);
        var buses = new Dictionary<string, BusFlow>(StringComparer.Ordinal);
        foreach (var bus in map.Buses.OrderByDescending(bus => Depth(bus, map)))
        {
            buses[bus.Id] = View(bus, map, watts, sources, loads, buses);
        }

        Flow[] all = [.. sources.Values, .. map.Buses.Select(bus => buses[bus.Id].Flow), .. loads.Values];
        return new PowerFlows(
            [.. map.Sources.Select(source => sources[source.Id])],
            [.. map.Buses.Select(bus => buses[bus.Id])],
            [.. map.Loads.Select(load => loads[load.Id])],
            [.. all.Where(static flow => flow.IsOver).Select(static flow => flow.Id)]);
    }

    private static BusFlow View(
        MapBus bus,
        PowerMap map,
        IReadOnlyDictionary<string, double> watts,
        Dictionary<string, Flow> sources,
        Dictionary<string, Flow> loads,
        Dictionary<string, BusFlow> below)
    {
        var ownLoads = map.Loads.Where(load => Is(load.Bus, bus.Id)).Select(load => loads[load.Id]).ToList();
        var children = map.Buses.Where(other => Is(other.FedBy, bus.Id)).ToList();
        // What a bus below takes from this one is what it carries, and what its converter loses.
        var drawn = ownLoads.Sum(static load => load.Watts ?? 0) + children.Sum(child => (below[child.Id].Flow.Watts ?? 0) / child.Efficiency);

        var feeding = map.Sources.Where(source => Is(source.Bus, bus.Id)).Select(source => sources[source.Id].Watts).ToList();
        var isFedFully = feeding.Count > 0 && bus.FedBy is null && feeding.TrueForAll(static source => source is not null);
        double? fed = isFedFully ? feeding.Sum() : null;

        double? whole = Reading(bus.Id, watts) ?? fed;
        var flow = new Flow(bus.Id, whole ?? drawn, whole is not null, bus.LimitWatts);
        return new BusFlow(flow, fed, drawn, whole - drawn);
    }

    private static Flow Measured(string id, IReadOnlyDictionary<string, double> watts, double? limit, double? estimate) =>
        Reading(id, watts) is { } measured ? new Flow(id, measured, IsMeasured: true, limit) : new Flow(id, estimate, IsMeasured: false, limit);

    private static double? Reading(string id, IReadOnlyDictionary<string, double> watts) => watts.TryGetValue(id, out var read) && double.IsFinite(read) ? read : null;

    private static int Depth(MapBus bus, PowerMap map)
    {
        var (depth, at) = (0, bus.FedBy);
        while (at is not null && depth <= map.Buses.Count)
        {
            at = map.Buses.FirstOrDefault(other => Is(other.Id, at))?.FedBy;
            depth++;
        }

        return depth;
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
