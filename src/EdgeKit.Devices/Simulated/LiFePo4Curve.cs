namespace EdgeKit.Devices.Simulated;

/// <summary>Rest voltage of a LiFePO₄ cell at 25 °C by state of charge: flat between 20 and 90 %, with knees at both ends. Typical figures, of no one maker.</summary>
internal static class LiFePo4Curve
{
    private static readonly (double Percent, double Volts)[] Points =
    [
        (0, 2.50), (2, 2.80), (5, 3.00), (10, 3.15), (15, 3.20), (20, 3.23), (30, 3.26), (40, 3.28),
        (50, 3.29), (60, 3.30), (70, 3.32), (80, 3.33), (90, 3.34), (95, 3.36), (98, 3.40), (100, 3.60),
    ];

    /// <summary>Volts of one cell at rest, for 0 to 100 %.</summary>
    public static double VoltsAt(double percent)
    {
        for (var index = 1; index < Points.Length; index++)
        {
            var (right, high) = Points[index];
            if (percent <= right)
            {
                var (left, low) = Points[index - 1];
                return low + ((high - low) * (Math.Max(percent, left) - left) / (right - left));
            }
        }

        return Points[^1].Volts;
    }
}
