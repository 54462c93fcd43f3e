namespace EdgeKit.Cloud.Rights;

/// <summary>Units and hours that fade alike, so that their ratio is the rate of late.</summary>
/// <param name="Units">Units asked for.</param>
/// <param name="Hours">Hours in which they were.</param>
internal readonly record struct Fading(double Units, double Hours)
{
    /// <summary>After this many hours about a third is left.</summary>
    private const double Lasts = 48;

    /// <summary>The same after <paramref name="hours"/> in which nothing more was asked for.</summary>
    public Fading After(double hours)
    {
        var left = Math.Exp(-Math.Max(0, hours) / Lasts);
        return new Fading(Units * left, (Hours * left) + (Lasts * (1 - left)));
    }
}
