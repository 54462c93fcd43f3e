namespace EdgeKit.Benchmarks.Live;

/// <summary>Order statistics of figures.</summary>
internal static class Percentile
{
    /// <summary>The smallest figure that at least this share of all does not exceed.</summary>
    public static double Of(IEnumerable<double> figures, double share)
    {
        var sorted = figures.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> figures) => Of(figures, 0.5);
}
