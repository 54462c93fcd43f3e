namespace EdgeKit.Power.Tests.Battery;

/// <summary>What a stall draws over time. Whatever its pattern, its mean over the hours is the same.</summary>
internal static class LoadPattern
{
    public static readonly IReadOnlyList<string> All = ["even", "wavering", "compressor", "evening"];

    /// <summary>A pattern around a mean.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="watts">The mean.</param>
    /// <param name="random">Where its own figures are from.</param>
    public static Func<TimeSpan, double> Of(string name, double watts, Random random)
    {
        var (depth, phase) = (random.NextDouble(), random.NextDouble());
        return name switch
        {
            "even" => _ => watts,
            "wavering" => at => watts * (1 + (0.8 * depth * Math.Sin((at.TotalMinutes / (3 + (4 * phase))) + phase))),
            "compressor" => Compressor(watts, on: 0.35 + (0.3 * depth), every: 8 + (12 * phase), basis: 0.4),
            "evening" => at => watts * (((at.TotalHours / 3) + phase) % 1 < 0.4 ? 1.3 + (0.4 * depth) : 0.8 - (0.27 * depth)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such pattern"),
        };
    }

    // A part of the load always runs, the rest of it only while the compressor does.
    private static Func<TimeSpan, double> Compressor(double watts, double on, double every, double basis) =>
        at => watts * (basis + (at.TotalMinutes % every < on * every ? (1 - basis) / on : 0));
}
