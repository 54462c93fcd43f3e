namespace EdgeKit.Power.Battery;

/// <summary>Several packs as the bus sees them: what can be drawn. A pack that is missing is unknown, and counts neither as full nor as empty.</summary>
internal sealed record Pool
{
    /// <summary>Charge over capacity of the packs that are known, 0 to 1; null when none is.</summary>
    public double? StateOfCharge { get; init; }

    /// <summary>One standard deviation of it.</summary>
    public double Uncertainty { get; init; } = 0.5;

    /// <summary>Energy above the reserve; null when no pack is known.</summary>
    public double? WattHours { get; init; }

    /// <summary>One standard deviation of it.</summary>
    public double WattHoursSpread { get; init; }

    /// <summary>Into the packs that are known; null when none of them says.</summary>
    public double? Amperes { get; init; }

    /// <summary>Of the packs that are known, the lowest; null when none says.</summary>
    public double? Volts { get; init; }

    /// <summary>Of all cells, the hottest; null when none says.</summary>
    public double? Celsius { get; init; }

    /// <summary>The pack with the lowest charge of those that are known.</summary>
    public string? Weakest { get; init; }

    /// <summary>The packs that nothing is known of, in the order given.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>One of the figures is a guess, or a pack is unknown.</summary>
    public bool IsEstimated { get; init; } = true;

    /// <summary>Adds up the packs that are there.</summary>
    /// <param name="packs">All that should be.</param>
    /// <param name="watts">Drawn from them together: each gives its part.</param>
    /// <param name="reserve">State of charge that is kept for shutting down, 0 to 1.</param>
    public static Pool Of(IReadOnlyList<PackEstimate> packs, double watts = 0, double reserve = 0)
    {
        var known = packs.Where(static pack => pack is { IsPresent: true, StateOfCharge: not null }).ToList();
        var unknown = packs.Where(static pack => pack is not { IsPresent: true, StateOfCharge: not null }).Select(static pack => pack.Spec.Id).ToList();
        if (known.Count == 0)
        {
            return new Pool { Unknown = unknown };
        }

        // By watt-hours rather than ampere-hours, so that packs behind converters of their own may differ in voltage.
        var capacity = known.Sum(Capacity);
        var charge = known.Sum(static pack => Capacity(pack) * pack.StateOfCharge!.Value) / capacity;
        var spread = Math.Sqrt(known.Sum(static pack => Math.Pow(Capacity(pack) * pack.Uncertainty, 2)));
        return new Pool
        {
            StateOfCharge = charge,
            Uncertainty = spread / capacity,
            WattHours = known.Sum(pack => pack.WattHours(reserve, watts * Capacity(pack) / capacity)),
            WattHoursSpread = Math.Sqrt(known.Sum(static pack => Math.Pow(Capacity(pack) * (pack.EmptySpread ?? pack.Uncertainty), 2))),
            Amperes = known.Exists(static pack => pack.Amperes is not null) ? known.Sum(static pack => pack.Amperes) : null,
            Volts = known.Min(static pack => pack.Volts),
            Celsius = known.Max(static pack => pack.Celsius),
            Weakest = known.MinBy(static pack => pack.StateOfCharge)!.Spec.Id,
            Unknown = unknown,
            IsEstimated = unknown.Count > 0 || known.Exists(static pack => pack.IsEstimated),
        };
    }

    private static double Capacity(PackEstimate pack) => pack.CapacityAmpereHours * pack.Spec.RestVolts(0.5);
}
