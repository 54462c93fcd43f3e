namespace EdgeKit.Power.Battery;

/// <summary>What last told the state of charge from outside the counting. The numbers are stored.</summary>
internal enum PackMark
{
    /// <summary>Nothing yet: the figure is a guess from voltage.</summary>
    None = 0,

    /// <summary>Absorption voltage with a tail current.</summary>
    Full = 1,

    /// <summary>The least voltage under load.</summary>
    Empty = 2,

    /// <summary>The voltage after a rest, where the curve tells something.</summary>
    Rest = 3,

    /// <summary>Another pack is here: its estimate began again from voltage.</summary>
    Swapped = 4,

    /// <summary>A fuel gauge, for want of a current sensor.</summary>
    Gauge = 5,
}
