using EdgeKit.Benchmarks.Live;
using EdgeKit.Testing.Players;

namespace EdgeKit.Benchmarks.Players;

/// <summary>How one player fared, medians over the time that counts.</summary>
/// <param name="BehindMs">From the encoder's clock to the picture.</param>
/// <param name="LatencyMs">Behind the live edge, as the player reckons it.</param>
/// <param name="Stalls">How often the picture stood still, its beginning included.</param>
internal sealed record PlayerFigures(double BehindMs, double LatencyMs, int Stalls)
{
    /// <summary>Reads a report.</summary>
    /// <param name="report">What the viewer saw.</param>
    /// <param name="settling">What does not count at the beginning.</param>
    public static PlayerFigures Of(ViewerReport report, TimeSpan settling)
    {
        var counted = report.Samples.Where(sample => sample.At > report.Samples[0].At + settling.TotalSeconds).ToList();
        return new PlayerFigures(
            Percentile.Median(counted.Select(static sample => sample.Behind).OfType<double>()) * 1000,
            Percentile.Median(counted.Select(static sample => sample.Latency).OfType<double>()) * 1000,
            report.Stalls);
    }
}
