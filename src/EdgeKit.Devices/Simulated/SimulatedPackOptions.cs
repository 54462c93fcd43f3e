namespace EdgeKit.Devices.Simulated;

/// <summary>The pack and the evening that a <see cref="SimulatedPack"/> plays.</summary>
public sealed record SimulatedPackOptions
{
    /// <summary>Repeats the evening exactly.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many seconds of the evening pass in one of the clock, 0.1 to 3600.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>When the evening begins, as time of day.</summary>
    public TimeSpan StartsAt { get; init; } = TimeSpan.FromHours(17);

    /// <summary>Sunset, as time of day: from half an hour before it the lights come on.</summary>
    public TimeSpan Sunset { get; init; } = TimeSpan.FromHours(20);

    /// <summary>When the stall closes, as time of day, past 24 hours for after midnight: only the kit itself stays on.</summary>
    public TimeSpan ClosesAt { get; init; } = TimeSpan.FromHours(23.5);

    /// <summary>When the crowd comes, as times of day.</summary>
    public IReadOnlyList<TimeSpan> Peaks { get; init; } = [TimeSpan.FromHours(19), TimeSpan.FromHours(21.5)];

    /// <summary>What the pack holds when it is full, Ah.</summary>
    public double CapacityAh { get; init; } = 100;

    /// <summary>LiFePO₄ cells in series: 4 for 12.8 V, 8 for 25.6 V.</summary>
    public int Cells { get; init; } = 4;

    /// <summary>What it holds at the start, 0 to 100 %.</summary>
    public double StartPercent { get; init; } = 95;

    /// <summary>Internal resistance of the pack with its wiring, ohms.</summary>
    public double Ohms { get; init; } = 0.012;

    /// <summary>What the kit itself takes all the time, watts.</summary>
    public double BaseWatts { get; init; } = 18;

    /// <summary>What the lights take after sunset, watts.</summary>
    public double LightWatts { get; init; } = 40;

    /// <summary>What tills, screens and sound take more at the height of a peak, watts.</summary>
    public double CrowdWatts { get; init; } = 60;

    /// <summary>When mains are there as well, as times of day: they carry the load and charge the pack.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan To)> Mains { get; init; } = [];

    /// <summary>What the charger gives the pack, A.</summary>
    public double ChargeAmperes { get; init; } = 8;

    /// <summary>When somebody takes the pack out, as times of day; a full one takes its place after <see cref="SwapTakes"/>.</summary>
    public IReadOnlyList<TimeSpan> Swaps { get; init; } = [];

    /// <summary>How long there is none.</summary>
    public TimeSpan SwapTakes { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>How much warmer the low sun makes the case at its worst, °C.</summary>
    public double SunCelsius { get; init; }

    /// <summary>When the sun is on the case most, as time of day.</summary>
    public TimeSpan SunAt { get; init; } = TimeSpan.FromHours(18.75);

    /// <summary>Air temperature at five in the afternoon, °C; it falls by eight degrees until one in the morning.</summary>
    public double AirCelsius { get; init; } = 26;
}
