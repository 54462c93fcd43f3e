namespace EdgeKit.Devices;

/// <summary>A device did not give what it should have.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>Says what and why.</summary>
    public DeviceException(DeviceFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What went wrong.</summary>
    public DeviceFault Fault { get; }

    /// <summary>Whether trying again at once may help.</summary>
    public bool IsPassing => Fault is DeviceFault.NotAcknowledged or DeviceFault.ArbitrationLost or DeviceFault.BusStuck or DeviceFault.Io or DeviceFault.BadChecksum;
}
