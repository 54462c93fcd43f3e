using EdgeKit.Devices;

namespace EdgeKit.Power.Sampling;

/// <summary>What a technician can do about a fault.</summary>
internal static class FaultWords
{
    /// <summary>The fault, and what to do about it.</summary>
    public static string Say(DeviceException fault, bool isOnBus) => $"{fault.Message.TrimEnd('.')}: {Advice(fault.Fault, isOnBus)}";

    private static string Advice(DeviceFault fault, bool isOnBus) => fault switch
    {
        DeviceFault.NotAcknowledged => "check its cable and supply, and the address against 'edgekit sensors'",
        DeviceFault.ArbitrationLost => "give this chip a bus of its own",
        DeviceFault.BusStuck => "a chip may hold a line low; power it off and on, lower the baud rate (dtparam=i2c_arm_baudrate=50000), shorten the cable, or use the i2c-gpio overlay, which can recover",
        DeviceFault.Io => "lower the baud rate, or use the i2c-gpio overlay for chips that stretch the clock",
        DeviceFault.Absent when !isOnBus => "correct its name, or load the kernel's driver for it",
        DeviceFault.Absent => "enable the bus (dtparam=i2c_arm=on), or correct its number",
        DeviceFault.Denied => "add the daemon's user to the groups i2c, gpio and dialout",
        DeviceFault.KernelOwned => "use driver hwmon for it, or unbind the kernel's driver",
        DeviceFault.WrongChip => "another chip is at this address; correct the driver or the address",
        DeviceFault.BadChecksum => "check the cable; a checksum that is wrong often means a bus that is too fast or too long",
        DeviceFault.Overflow => "its range is exceeded; check the shunt's value and the wiring",
        DeviceFault.WasReset => "its supply failed for a moment; check the cable, and whether the pack is near its end",
        DeviceFault.NotReady => "it gives nothing new; if it lasts, power it off and on",
        DeviceFault.Nonsense => "what it says makes no sense; check cable and supply",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
