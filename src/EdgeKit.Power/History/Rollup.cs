namespace EdgeKit.Power.History;

/// <summary>What a quantity was in one span of time. Seven digits are more than any of the chips has.</summary>
/// <param name="Least">The smallest value.</param>
/// <param name="Mean">The mean of the values, or of the shorter spans' means.</param>
/// <param name="Most">The largest value.</param>
internal readonly record struct Rollup(float Least, float Mean, float Most)
{
    /// <summary>Nothing was read.</summary>
    public static Rollup Nothing { get; } = new(float.NaN, float.NaN, float.NaN);

    /// <summary>Whether anything was read.</summary>
    public bool Has => !float.IsNaN(Mean);

    /// <summary>Shorter spans as a longer one.</summary>
    public static Rollup Of(IEnumerable<Rollup> spans)
    {
        var (least, most, sum, count) = (float.MaxValue, float.MinValue, 0.0, 0);
        foreach (var span in spans)
        {
            if (span.Has)
            {
                (least, most, sum, count) = (Math.Min(least, span.Least), Math.Max(most, span.Most), sum + span.Mean, count + 1);
            }
        }

        return count == 0 ? Nothing : new Rollup(least, (float)(sum / count), most);
    }
}
