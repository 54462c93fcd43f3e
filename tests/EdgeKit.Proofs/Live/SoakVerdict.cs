namespace EdgeKit.Proofs.Live;

/// <summary>Decides from the samples of a soak whether the kit took no more in the end than in the middle.</summary>
internal static class SoakVerdict
{
    private const double MiB = 1 << 20;
    private const double MostResident = (96 << 20) + SoakStall.MediaMemory;
    private const double MostGrowth = 0.05;
    private const double SpareBytes = 4 << 20;
    private const double SpareFiles = 16;
    private const double SpareThreads = 2;

    /// <summary>What does not hold.</summary>
    /// <param name="samples">In equal distances, the first when all viewers had come.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<SoakSample> samples)
    {
        var most = samples.Max(static sample => sample.ResidentBytes);
        if (most > MostResident)
        {
            yield return FormattableString.Invariant($"resident memory was {most / MiB:0.0} MiB (at most {MostResident / MiB:0.0} MiB)");
        }

        foreach (var (what, figure, spare) in Figures)
        {
            var (middle, last) = (Mean(samples, figure, 1), Mean(samples, figure, 2));
            if (last > middle + Math.Max(middle * MostGrowth, spare))
            {
                yield return FormattableString.Invariant($"{what} grew: {middle:0.0} in the middle third, {last:0.0} in the last");
            }
        }
    }

    /// <summary>The means that are judged, in words.</summary>
    public static string Describe(IReadOnlyList<SoakSample> samples) =>
        string.Join("; ", Figures.Select(one => FormattableString.Invariant(
            $"{one.What} {Mean(samples, one.Figure, 0):0.0}, {Mean(samples, one.Figure, 1):0.0}, {Mean(samples, one.Figure, 2):0.0} (most {samples.Max(one.Figure):0.0})")));

    private static readonly (string What, Func<SoakSample, double> Figure, double Spare)[] Figures =
    [
        ("resident MiB", static sample => sample.ResidentBytes / MiB, SpareBytes / MiB),
        ("file descriptors", static sample => sample.Files, SpareFiles),
        ("threads", static sample => sample.Threads, SpareThreads),
    ];

    private static double Mean(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure, int third) =>
        samples.Skip(samples.Count * third / 3).Take((samples.Count * (third + 1) / 3) - (samples.Count * third / 3)).Average(figure);
}
