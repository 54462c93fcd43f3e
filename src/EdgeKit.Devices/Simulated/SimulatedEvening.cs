namespace EdgeKit.Devices.Simulated;

/// <summary>What a stall takes as the evening goes by. Pure: one answer for one time of day.</summary>
internal static class SimulatedEvening
{
    private const double SunsetHours = 0.5;
    private const double PeakHours = 0.6;
    private const double ClosingHours = 0.25;
    private const double SunHours = 0.35;
    private const double NoisePart = 0.06;
    private const double AirFalls = 8;
    private const double AirFallsFrom = 17;
    private const double AirFallsFor = 8;

    /// <summary>Watts at <paramref name="hour"/>, a time of day that runs on past 24.</summary>
    /// <param name="options">The evening.</param>
    /// <param name="hour">Hours since midnight of the first day.</param>
    /// <param name="noise">−1 to 1.</param>
    public static double WattsAt(SimulatedPackOptions options, double hour, double noise)
    {
        var open = 1 - Ramp(hour, options.ClosesAt.TotalHours, ClosingHours);
        var lights = options.LightWatts * Ramp(hour, options.Sunset.TotalHours - SunsetHours, SunsetHours);
        var crowd = 0.0;
        foreach (var peak in options.Peaks)
        {
            var away = (hour - peak.TotalHours) / PeakHours;
            crowd = Math.Max(crowd, Math.Exp(-away * away / 2));
        }

        return (options.BaseWatts + (open * (lights + (options.CrowdWatts * crowd)))) * (1 + (NoisePart * noise));
    }

    /// <summary>Air temperature at <paramref name="hour"/>, °C.</summary>
    public static double AirAt(SimulatedPackOptions options, double hour) => options.AirCelsius - (AirFalls * Ramp(hour, AirFallsFrom, AirFallsFor));

    /// <summary>What the low sun adds to the case at <paramref name="hour"/>, °C.</summary>
    public static double SunAt(SimulatedPackOptions options, double hour)
    {
        var away = (hour - options.SunAt.TotalHours) / SunHours;
        return options.SunCelsius * Math.Exp(-away * away / 2);
    }

    /// <summary>Whether mains are there at <paramref name="hour"/>.</summary>
    public static bool HasMains(SimulatedPackOptions options, double hour) => options.Mains.Any(span => hour >= span.From.TotalHours && hour < span.To.TotalHours);

    /// <summary>Whether there is no pack at <paramref name="hour"/>, since one takes another's place.</summary>
    public static bool IsOut(SimulatedPackOptions options, double hour) => options.Swaps.Any(swap => hour >= swap.TotalHours && hour < (swap + options.SwapTakes).TotalHours);

    /// <summary>A number from −1 to 1 that is the same for the same seed and step (SplitMix64).</summary>
    public static double NoiseAt(int seed, long step)
    {
        unchecked
        {
            var mixed = ((ulong)seed * 0xD1342543DE82EF95) + ((ulong)step * 0x9E3779B97F4A7C15) + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            return ((mixed >> 11) / (double)(1UL << 52)) - 1;
        }
    }

    private static double Ramp(double hour, double from, double hours) => Math.Clamp((hour - from) / hours, 0, 1);
}
