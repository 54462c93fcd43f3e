namespace EdgeKit.Power.Battery;

/// <summary>What all cells of a kind have in common. Volts and resistances are those of one cell.</summary>
/// <remarks>
/// The curves are the mean of charge and discharge, rounded by hand from rest tables as vendors of cells and of battery monitors print them; no cell is exactly so, and
/// <see cref="CurveSpread"/> says by how much one may be off. Capacity is learned, and voltage only ever corrects, so a curve that is off by this much does no harm.
/// </remarks>
internal sealed record Chemistry
{
    /// <summary>
    /// Lithium iron phosphate on graphite: 2.5 V empty to 3.45 V full, and nearly level from 20 to 90 %, where charge and discharge stand 10 to 20 mV apart at rest.
    /// </summary>
    /// <remarks>
    /// Shape: the two graphite steps near 3.29 and 3.33 V that every low-rate LFP curve shows (for example the charge/discharge averages on batterydesign.net). Absorption 3.55 V and tail C/25 are what
    /// 4S drop-in packs ask for (14.2 V, 4 %). Charge efficiency 99 %.
    /// </remarks>
    public static readonly Chemistry LiFePO4 = new()
    {
        Name = "LiFePO4",
        Curve = new(
            (0, 2.50), (0.01, 2.75), (0.03, 2.98), (0.06, 3.10), (0.10, 3.19), (0.15, 3.225), (0.20, 3.25), (0.30, 3.28), (0.40, 3.292), (0.55, 3.298), (0.65, 3.312),
            (0.72, 3.328), (0.90, 3.335), (0.95, 3.345), (0.98, 3.37), (1, 3.45)),
        CurveSpread = 0.015,
        ChargeEfficiency = 0.99,
        ChargeEfficiencySpread = 0.005,
        FlatFrom = 0.20,
        FlatTo = 0.90,
        CapacityByCelsius = new((-20, 0.58), (-10, 0.74), (0, 0.87), (10, 0.95), (20, 1), (25, 1)),
        ResistanceByCelsius = Falling((-20, 5), (-10, 3.3), (0, 2.2), (10, 1.5), (25, 1), (45, 0.75)),
        OhmAmpereHours = 0.08,
        AbsorptionVolts = 3.55,
        TailRate = 0.04,
    };

    /// <summary>Lithium ion with a layered oxide (NMC, NCA): 3.0 V empty to 4.18 V at rest when full, without a level part.</summary>
    /// <remarks>Shape: 18650 and 21700 cells at C/20, charge and discharge averaged; half full stands near 3.7 V. Absorption 4.2 V less the spread of chargers, tail C/20. Charge efficiency 99.5 %.</remarks>
    public static readonly Chemistry LiIon = new()
    {
        Name = "LiIon",
        Curve = new(
            (0, 3.00), (0.02, 3.22), (0.05, 3.38), (0.10, 3.48), (0.20, 3.58), (0.30, 3.63), (0.40, 3.67), (0.50, 3.73), (0.60, 3.82), (0.70, 3.91), (0.80, 4.00), (0.90, 4.08), (1, 4.18)),
        CurveSpread = 0.02,
        ChargeEfficiency = 0.995,
        ChargeEfficiencySpread = 0.005,
        CapacityByCelsius = new((-20, 0.6), (-10, 0.76), (0, 0.88), (10, 0.95), (20, 1), (25, 1)),
        ResistanceByCelsius = Falling((-20, 5), (-10, 3.2), (0, 2.1), (10, 1.5), (25, 1), (45, 0.75)),
        OhmAmpereHours = 0.12,
        AbsorptionVolts = 4.15,
        TailRate = 0.05,
    };

    /// <summary>Sealed lead (AGM, gel): 1.94 V empty to 2.135 V full at rest, in a nearly straight line.</summary>
    /// <remarks>
    /// Curve: the usual rest table of a 12 V battery divided by six (12.8 V full, 12.2 to 12.3 V half, 11.65 V empty). Capacity over temperature: what data sheets of small AGM batteries give for a discharge in 10 to 20 hours (85 % at 0 °C, 65 % at −15 °C).
    /// Charge efficiency 92 %: between a fresh AGM and the 85 % of an old flooded one. Absorption 2.37 V (14.2 V), tail C/50 to C/25.
    /// </remarks>
    public static readonly Chemistry LeadAcid = new()
    {
        Name = "LeadAcid",
        Curve = new((0, 1.940), (0.10, 1.965), (0.25, 2.000), (0.50, 2.045), (0.75, 2.090), (0.90, 2.115), (1, 2.135)),
        CurveSpread = 0.018,
        ChargeEfficiency = 0.92,
        ChargeEfficiencySpread = 0.04,
        CapacityByCelsius = new((-20, 0.58), (-15, 0.65), (0, 0.85), (10, 0.92), (20, 0.98), (25, 1)),
        ResistanceByCelsius = Falling((-20, 2.2), (-10, 1.8), (0, 1.45), (10, 1.2), (25, 1), (45, 0.9)),
        OhmAmpereHours = 0.09,
        AbsorptionVolts = 2.35,
        TailRate = 0.03,
    };

    /// <summary>What configuration calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Open-circuit volts of a cell over state of charge, 0 to 1, rising.</summary>
    public required Table Curve { get; init; }

    /// <summary>How far a cell at rest may stand off the curve, in volts: hysteresis, make and age together.</summary>
    public required double CurveSpread { get; init; }

    /// <summary>What comes out again of a charge put in, 0 to 1.</summary>
    public required double ChargeEfficiency { get; init; }

    /// <summary>How far the efficiency may be off, one standard deviation.</summary>
    public required double ChargeEfficiencySpread { get; init; }

    /// <summary>Between here and <see cref="FlatTo"/> rest volts tell nothing; 1 when there is no such part.</summary>
    public double FlatFrom { get; init; } = 1;

    /// <summary>Above this, rest volts tell something again; 0 when there is no flat part.</summary>
    public double FlatTo { get; init; }

    /// <summary>The share of the capacity that a cell gives at a temperature in °C; the rest stays in it until it is warmer.</summary>
    public required Table CapacityByCelsius { get; init; }

    /// <summary>Resistance over temperature in °C, 1 at 25 °C.</summary>
    public required Table ResistanceByCelsius { get; init; }

    /// <summary>Typical resistance of one cell times its capacity, in Ω·Ah: 0.1 is 10 mΩ at 10 Ah.</summary>
    public required double OhmAmpereHours { get; init; }

    /// <summary>From here a charger holds the voltage, per cell.</summary>
    public required double AbsorptionVolts { get; init; }

    /// <summary>A current below this much of the capacity an hour, held at <see cref="AbsorptionVolts"/>, says the pack is full.</summary>
    public required double TailRate { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Chemistry> All => [LiFePO4, LiIon, LeadAcid];

    /// <summary>The share of the charge that the cold locks in, 0 to 1; none while the temperature is unknown.</summary>
    /// <param name="celsius">Of the cells; null when unknown.</param>
    public double LockedShare(double? celsius) => celsius is { } known ? 1 - CapacityByCelsius.At(known) : 0;

    /// <summary>How much more than at 25 °C a cell resists; 1 while the temperature is unknown.</summary>
    /// <param name="celsius">Of the cells; null when unknown.</param>
    public double ResistanceFactor(double? celsius) => celsius is { } known ? ResistanceByCelsius.At(known) : 1;

    // Kept apart so that nobody asks a falling table for its inverse.
    private static Table Falling(params (double X, double Y)[] points) => new(points);
}
