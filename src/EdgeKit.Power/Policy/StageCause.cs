namespace EdgeKit.Power.Policy;

/// <summary>Which figure a stage was entered for.</summary>
internal enum StageCause
{
    /// <summary>None: there is enough of everything.</summary>
    None,

    /// <summary>Charge.</summary>
    StateOfCharge,

    /// <summary>Time to empty.</summary>
    TimeToEmpty,

    /// <summary>Voltage under load.</summary>
    Volts,

    /// <summary>Heat.</summary>
    Celsius,

    /// <summary>Nothing good has been read for too long.</summary>
    Blind,
}
