using EdgeKit.Power.Distribution;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power;

/// <summary>What is wrong with the loads, lamps, lines and the map together.</summary>
internal static class OutputRules
{
    /// <summary>A sentence each; none where all is well.</summary>
    public static IEnumerable<string> Faults(PowerOptions options) =>
        Twice("load", options.Loads.Select(static load => load.Id))
            .Concat(Twice("led", options.Leds.Select(static led => led.Id)))
            .Concat(SharedLines(options))
            .Concat(Map(options).Faults());

    /// <summary>What is configured of the map; it is empty where there is none.</summary>
    public static PowerMap Map(PowerOptions options) => new(
        [.. options.Sources.Select(static source => new MapSource(source.Id, source.Kind, source.Bus, source.LimitWatts))],
        [.. options.Buses.Select(static bus => new MapBus(bus.Id, bus.FedBy, bus.Efficiency, bus.LimitWatts))],
        [
            .. options.Loads.Where(static load => load.Bus is not null).DistinctBy(static load => load.Id, StringComparer.Ordinal)
                .Select(static load => new MapLoad(load.Id, load.Bus!, load.NominalWatts, load.LimitWatts)),
        ]);

    private static IEnumerable<string> Twice(string what, IEnumerable<string> ids) =>
        ids.GroupBy(static id => id, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(group => $"the {what} '{group.Key}' is there twice");

    // The kernel would give the line to whoever asks first, and the other one would never work.
    private static IEnumerable<string> SharedLines(PowerOptions options) => Lines(options)
        .Where(static user => user.Line is { Chip.Length: > 0 })
        .GroupBy(static user => user.Line!.Place, StringComparer.Ordinal)
        .Where(static group => group.Count() > 1)
        .Select(static group => $"{group.Key} is wanted by {string.Join(" and ", group.Select(static user => user.Who))}; give each a line of its own");

    private static IEnumerable<(string Who, LineOptions? Line)> Lines(PowerOptions options) =>
    [
        .. options.Sensors.Select(static sensor => ($"sensor {sensor.Id}", sensor.Contact)),
        .. options.Loads.Select(static load => ($"load {load.Id}", load.Relay?.Line)),
        .. options.Leds.Select(static led => ($"led {led.Id}", (LineOptions?)led.Line)),
        ("the button", options.Button?.Line),
    ];
}
