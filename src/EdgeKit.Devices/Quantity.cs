namespace EdgeKit.Devices;

/// <summary>What a value measures, and its unit.</summary>
public enum Quantity
{
    /// <summary>Volts.</summary>
    Volts,

    /// <summary>Amperes, with the sign that the device gives: for a battery monitor, above 0 as its data sheet calls positive.</summary>
    Amperes,

    /// <summary>Watts.</summary>
    Watts,

    /// <summary>Ampere-hours, counted by the device since it was reset.</summary>
    AmpereHours,

    /// <summary>Watt-hours, counted by the device since it was reset.</summary>
    WattHours,

    /// <summary>State of charge as the device itself says, 0 to 100 %.</summary>
    ChargePercent,

    /// <summary>Rate of charge as the device itself says, % an hour.</summary>
    PercentPerHour,

    /// <summary>Degrees Celsius.</summary>
    Celsius,

    /// <summary>Relative humidity, 0 to 100 %.</summary>
    HumidityPercent,

    /// <summary>Pascals.</summary>
    Pascals,

    /// <summary>Revolutions a minute.</summary>
    RevolutionsPerMinute,

    /// <summary>1 for yes, 0 for no: mains present, an alarm, a button.</summary>
    IsOn,
}
