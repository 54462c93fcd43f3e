namespace EdgeKit.Devices.Chips;

/// <summary>Which of Maxim's fuel gauges it is: they share the map, not the scale.</summary>
public enum FuelGaugeModel
{
    /// <summary>One cell, 1.25 mV a step, no rate of charge.</summary>
    Max17040,

    /// <summary>Two cells, 2.5 mV a step, no rate of charge.</summary>
    Max17041,

    /// <summary>One cell, 78.125 µV a step.</summary>
    Max17048,

    /// <summary>Two cells, 78.125 µV a step and cell.</summary>
    Max17049,
}
