namespace EdgeKit.Power.Battery;

/// <summary>What is known of a pack before anything is measured.</summary>
/// <param name="Id">Its name on the map.</param>
/// <param name="Chemistry">Of its cells.</param>
/// <param name="CellsInSeries">1 to 32.</param>
/// <param name="NominalAmpereHours">What is printed on it, above 0.</param>
/// <param name="MinimumVolts">Of the whole pack under load: there it counts as empty, and its protection is not far.</param>
internal sealed record PackSpec(string Id, Chemistry Chemistry, int CellsInSeries, double NominalAmpereHours, double MinimumVolts)
{
    /// <summary>What lies below is not for use, 0 to 1.</summary>
    public double UsableFrom { get; init; }

    /// <summary>What the pack itself and its protection draw, in watts; counted where no current sensor sees it.</summary>
    public double SelfConsumptionWatts { get; init; }

    /// <summary>What to take for the pack's resistance until it is measured, in Ω at 25 °C.</summary>
    public double TypicalOhms => Chemistry.OhmAmpereHours * CellsInSeries / NominalAmpereHours;

    /// <summary>Rest volts of the whole pack.</summary>
    /// <param name="stateOfCharge">0 to 1.</param>
    public double RestVolts(double stateOfCharge) => CellsInSeries * Chemistry.Curve.At(stateOfCharge);

    /// <summary>The state of charge, 0 to 1, at which a load pulls the pack to its least voltage.</summary>
    /// <param name="watts">Drawn.</param>
    /// <param name="ohms">Of the pack as it is now.</param>
    public double EmptyAt(double watts, double ohms) => Chemistry.Curve.Inverse((MinimumVolts + (Math.Max(watts, 0) / MinimumVolts * ohms)) / CellsInSeries);

    /// <summary>What the pack gives between two states of charge.</summary>
    /// <param name="from">0 to 1.</param>
    /// <param name="to">0 to 1; nothing when it is not above <paramref name="from"/>.</param>
    /// <param name="ampereHours">Its capacity.</param>
    /// <param name="ohms">Its resistance as it is now.</param>
    /// <param name="watts">What is drawn meanwhile: some of the energy stays in the resistance.</param>
    public double WattHours(double from, double to, double ampereHours, double ohms, double watts)
    {
        if (to <= from)
        {
            return 0;
        }

        var stored = ampereHours * CellsInSeries * Chemistry.Curve.Area(from, to);
        var volts = CellsInSeries * Chemistry.Curve.Area(from, to) / (to - from);
        // Beyond half of its open-circuit volts a source gives no more power, whatever is asked.
        var lost = Math.Min(Math.Max(watts, 0) * ohms / (volts * volts), 0.5);
        return stored * (1 - lost);
    }
}
