namespace EdgeKit.Devices.Linux;

/// <summary>What a power supply's <c>status</c> says (kernel: ABI/testing/sysfs-class-power).</summary>
internal enum PowerSupplyStatus
{
    /// <summary>The driver cannot tell.</summary>
    Unknown,

    /// <summary>Current flows in.</summary>
    Charging,

    /// <summary>Current flows out.</summary>
    Discharging,

    /// <summary>A charger is there but does not charge.</summary>
    NotCharging,

    /// <summary>Full.</summary>
    Full,
}
