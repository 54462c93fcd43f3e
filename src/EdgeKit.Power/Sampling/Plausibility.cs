using EdgeKit.Devices;

namespace EdgeKit.Power.Sampling;

/// <summary>
/// What can be: within the range of the quantity, and no further from the last value than it can have moved since. A jump is believed once
/// the next reading is where the jump led.
/// </summary>
internal static class Plausibility
{
    /// <summary>The range of a quantity at a stall, in its unit.</summary>
    public static (double Least, double Most) Range(Quantity quantity) => quantity switch
    {
        Quantity.Volts => (-1, 100),
        Quantity.Amperes => (-500, 500),
        Quantity.Watts => (-20_000, 20_000),
        Quantity.AmpereHours or Quantity.WattHours => (-1e7, 1e7),

        // Fuel gauges count a little over 100.
        Quantity.ChargePercent => (0, 105),
        Quantity.PercentPerHour => (-30_000, 30_000),
        Quantity.Celsius => (-60, 150),
        Quantity.HumidityPercent => (0, 100),
        Quantity.Pascals => (30_000, 110_000),
        Quantity.RevolutionsPerMinute => (0, 30_000),
        Quantity.IsOn => (0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(quantity)),
    };

    /// <summary>How fast it can change, in its unit a second; null where a step is nothing unusual, as of a current.</summary>
    public static double? MostSlew(Quantity quantity) => quantity switch
    {
        // A heat sink or a cell warms by tenths of a degree a second at the most.
        Quantity.Celsius => 2,
        Quantity.HumidityPercent => 20,
        Quantity.Pascals => 500,
        Quantity.ChargePercent => 2,
        _ => null,
    };

    /// <summary>What a step may be besides, in its unit: noise and resolution.</summary>
    public static double Slack(Quantity quantity) => quantity switch
    {
        Quantity.Celsius => 2,
        Quantity.HumidityPercent => 5,
        Quantity.Pascals => 200,
        _ => 1,
    };

    /// <summary>What speaks against a value; null for nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="before">The last that was believed, of the same quantity and channel; null for none.</param>
    /// <param name="elapsed">The time between the two.</param>
    /// <param name="disbelieved">The last, if it was a jump that was not believed: this one may confirm it.</param>
    public static string? WhyNot(Measurement value, double? before, TimeSpan elapsed, double? disbelieved)
    {
        var (least, most) = Range(value.Quantity);
        if (!double.IsFinite(value.Value) || value.Value < least || value.Value > most)
        {
            return FormattableString.Invariant($"{value.Quantity} of {value.Value:0.###} cannot be");
        }

        if (before is not { } last || MostSlew(value.Quantity) is not { } slew)
        {
            return null;
        }

        var step = (slew * elapsed.TotalSeconds) + Slack(value.Quantity);
        var isConfirmed = disbelieved is { } jumped && Math.Abs(value.Value - jumped) <= step;
        return Math.Abs(value.Value - last) <= step || isConfirmed
            ? null
            : FormattableString.Invariant($"{value.Quantity} jumped from {last:0.##} to {value.Value:0.##} in {elapsed.TotalSeconds:0.0} s");
    }
}
