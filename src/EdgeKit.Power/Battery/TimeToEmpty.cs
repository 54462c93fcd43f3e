namespace EdgeKit.Power.Battery;

/// <summary>How long the packs last: as likely more as less, and between what in four of five cases.</summary>
/// <param name="Median">Half of the time it is longer.</param>
/// <param name="Low">Shorter one time in ten.</param>
/// <param name="High">Longer one time in ten.</param>
internal readonly record struct TimeToEmpty(TimeSpan Median, TimeSpan Low, TimeSpan High)
{
    // The normal distribution's tenth percentile.
    private const double Tenth = 1.2816;
    private const double LeastWatts = 0.05;
    private const double MostSpread = 1.2;
    private static readonly TimeSpan Most = TimeSpan.FromDays(99);

    /// <summary>Of one pack.</summary>
    /// <param name="pack">As estimated.</param>
    /// <param name="load">On this pack.</param>
    /// <param name="reserve">State of charge that is kept for shutting down, 0 to 1.</param>
    /// <returns>Null while charging, while nothing is drawn, and while the charge is unknown.</returns>
    public static TimeToEmpty? Of(PackEstimate pack, LoadForecast load, double reserve = 0)
    {
        if (pack is { IsPresent: false } || pack.Amperes > 0 || load.Watts is not { } watts || pack.WattHours(reserve, watts) is not { } energy)
        {
            return null;
        }

        var perShare = pack.CapacityAmpereHours * pack.Spec.RestVolts(pack.StateOfCharge ?? 0);
        return Of(energy, perShare * (pack.EmptySpread ?? pack.Uncertainty), load);
    }

    /// <summary>Of all the packs on a bus.</summary>
    /// <param name="pool">With the reserve already taken off.</param>
    /// <param name="load">On the bus.</param>
    /// <returns>Null while charging, while nothing is drawn, and while no pack's charge is known.</returns>
    public static TimeToEmpty? Of(Pool pool, LoadForecast load) =>
        pool.Amperes > 0 || pool.WattHours is not { } energy ? null : Of(energy, pool.WattHoursSpread, load);

    private static TimeToEmpty? Of(double wattHours, double spread, LoadForecast load)
    {
        if (load.Watts is not { } watts || watts < LeastWatts)
        {
            return null;
        }

        var hours = wattHours / watts;
        var ofEnergy = wattHours > 0 ? spread / wattHours : 0;
        var ofLoad = load.Spread / watts;
        var off = Math.Exp(Tenth * Math.Min(Math.Sqrt((ofEnergy * ofEnergy) + (ofLoad * ofLoad)), MostSpread));
        return new TimeToEmpty(Bounded(hours), Bounded(hours / off), Bounded(hours * off));
    }

    private static TimeSpan Bounded(double hours) => hours >= Most.TotalHours ? Most : TimeSpan.FromHours(hours);
}
