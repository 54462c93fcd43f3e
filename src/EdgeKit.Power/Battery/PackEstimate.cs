namespace EdgeKit.Power.Battery;

/// <summary>What is believed of a pack now, and how surely.</summary>
internal sealed record PackEstimate
{
    /// <summary>Of which pack.</summary>
    public required PackSpec Spec { get; init; }

    /// <summary>Charge over capacity, 0 to 1, as it is shown: it never jumps but at a mark. Null until something was read.</summary>
    public double? StateOfCharge { get; init; }

    /// <summary>One standard deviation of <see cref="StateOfCharge"/>, 0 to 0.5.</summary>
    public double Uncertainty { get; init; } = 0.5;

    /// <summary>A guess: no mark has been seen, or too long ago to vouch for the figure.</summary>
    public bool IsEstimated { get; init; } = true;

    /// <summary>What the pack holds when full and warm, as learned, in Ah.</summary>
    public required double CapacityAmpereHours { get; init; }

    /// <summary>At the present temperature, in Ω.</summary>
    public required double Ohms { get; init; }

    /// <summary>What the current sensor shows at nothing, as learned, in A.</summary>
    public double OffsetAmperes { get; init; }

    /// <summary>As last read; null when missing.</summary>
    public double? Volts { get; init; }

    /// <summary>As last read less the offset, positive into the pack; null when missing.</summary>
    public double? Amperes { get; init; }

    /// <summary>As last read; null when missing.</summary>
    public double? Celsius { get; init; }

    /// <summary>Less than C/20 has flowed for half an hour.</summary>
    public bool IsAtRest { get; init; }

    /// <summary>Read lately. One that is not counts as unknown, never as empty.</summary>
    public bool IsPresent { get; init; }

    /// <summary>The last mark.</summary>
    public PackMark Mark { get; init; }

    /// <summary>How long ago that was; null before the first one.</summary>
    public TimeSpan? SinceMark { get; init; }

    /// <summary>How far the gauge's figure is above ours, −1 to 1; null without a gauge or when it is our source.</summary>
    public double? GaugeDifference { get; init; }

    /// <summary>The gauge has been saying something else for minutes.</summary>
    public bool GaugeDisagrees { get; init; }

    /// <summary>Below this state of charge nothing is to be had: not for use, or locked in by the cold.</summary>
    public double Floor => Math.Max(Spec.UsableFrom, Spec.Chemistry.LockedShare(Celsius));

    /// <summary>The state of charge as shown, at which the load of late will have pulled the pack to its least volts; null while it gives nothing.</summary>
    public double? EmptyAt { get; init; }

    /// <summary>One standard deviation of what is between charge and <see cref="EmptyAt"/>; null while it gives nothing.</summary>
    public double? EmptySpread { get; init; }

    /// <summary>Energy above a state of charge; null while that is unknown.</summary>
    /// <param name="reserve">0 to 1; where this load pulls it to its least volts counts when that is higher.</param>
    /// <param name="watts">Drawn meanwhile.</param>
    public double? WattHours(double reserve, double watts)
    {
        if (StateOfCharge is not { } charge)
        {
            return null;
        }

        // What is shown stops at 0 where the pack may not: with nothing kept back, what is left may reach below.
        var kept = Math.Max(reserve, Spec.UsableFrom);
        var empty = EmptyAt ?? Math.Max(Floor, Spec.EmptyAt(watts, Ohms));
        return Spec.WattHours(kept > 0 ? Math.Max(kept, empty) : empty, charge, CapacityAmpereHours, Ohms, watts);
    }
}
