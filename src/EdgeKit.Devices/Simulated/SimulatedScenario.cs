namespace EdgeKit.Devices.Simulated;

/// <summary>The evenings that a simulated sensor can play, by name.</summary>
public static class SimulatedScenario
{
    /// <summary>A large pack without mains.</summary>
    public const string Usual = "evening";

    private static readonly SimulatedPackOptions Market = new()
    {
        Mains = [(TimeSpan.FromHours(17), TimeSpan.FromHours(18)), (TimeSpan.FromHours(22.5), TimeSpan.MaxValue)],
        AirCelsius = 31,
        SunCelsius = 17,
        Ohms = 0.02,
        StartPercent = 88,

        // Two packs carry one stall: each half of it.
        BaseWatts = 9,
        LightWatts = 20,
        CrowdWatts = 30,
    };

    private static readonly Dictionary<string, SimulatedPackOptions> All = new(StringComparer.Ordinal)
    {
        [Usual] = new(),
        ["market-a"] = Market with { CapacityAh = 14, Swaps = [TimeSpan.FromHours(20.75)] },
        ["market-b"] = Market with { CapacityAh = 20, Seed = 2 },
    };

    /// <summary>Their names: <c>evening</c>, and the two packs of a market where mains fail, the sun is low, one pack is swapped and mains come back.</summary>
    public static IReadOnlyList<string> Names => [.. All.Keys];

    /// <summary>The pack and its evening.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static SimulatedPackOptions Of(string name) => All[name];
}
