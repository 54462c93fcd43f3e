namespace EdgeKit.Power.Distribution;

/// <summary>Which source feeds which bus, and what hangs on it.</summary>
/// <param name="Sources">All.</param>
/// <param name="Buses">All; none feeds itself, not even by way of others.</param>
/// <param name="Loads">All.</param>
internal sealed record PowerMap(IReadOnlyList<MapSource> Sources, IReadOnlyList<MapBus> Buses, IReadOnlyList<MapLoad> Loads)
{
    /// <summary>What is wrong with the map, each in words; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var buses = Buses.Select(static bus => bus.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = Sources.Select(static source => (source.Id, source.Bus))
            .Concat(Loads.Select(static load => (load.Id, load.Bus)))
            .Concat(Buses.Where(static bus => bus.FedBy is not null).Select(static bus => (bus.Id, Bus: bus.FedBy!)))
            .Where(end => !buses.Contains(end.Bus))
            .Select(static end => $"'{end.Id}' hangs on '{end.Bus}', and there is no such bus.");
        var twice = Sources.Select(static source => source.Id).Concat(Buses.Select(static bus => bus.Id)).Concat(Loads.Select(static load => load.Id))
            .GroupBy(static id => id, StringComparer.Ordinal)
            .Where(static group => group.Count() > 1)
            .Select(static group => $"'{group.Key}' stands for more than one thing.");
        var loops = Buses.Where(FeedsItself).Select(static bus => $"'{bus.Id}' feeds itself.");
        var efficiencies = Buses.Where(static bus => bus.Efficiency is not (> 0 and <= 1)).Select(static bus => $"The converter of '{bus.Id}' has an efficiency that is none.");
        return [.. unknown, .. twice, .. loops, .. efficiencies];
    }

    private bool FeedsItself(MapBus bus)
    {
        var at = bus.FedBy;
        for (var i = 0; i < Buses.Count && at is not null; i++)
        {
            if (string.Equals(at, bus.Id, StringComparison.Ordinal))
            {
                return true;
            }

            at = Buses.FirstOrDefault(other => string.Equals(other.Id, at, StringComparison.Ordinal))?.FedBy;
        }

        return false;
    }
}
