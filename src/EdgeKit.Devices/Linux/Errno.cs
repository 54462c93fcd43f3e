using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Linux;

/// <summary>What the kernel's error numbers mean for a file, a line or a port that it serves (errno(3), asm-generic/errno.h).</summary>
internal static class Errno
{
    /// <summary>EINTR.</summary>
    public const int Interrupted = 4;

    /// <summary>EAGAIN.</summary>
    public const int Again = 11;

    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int InputOutput = 5;
    private const int NoSuchAddress = 6;
    private const int AccessDenied = 13;
    private const int Busy = 16;
    private const int NoDevice = 19;
    private const int NotDirectory = 20;
    private const int NotTerminal = 25;
    private const int NoData = 61;
    private const int TimedOut = 110;
    private const int RemoteInputOutput = 121;

    /// <summary>
    /// The fault that <paramref name="error"/> says. EAGAIN of such a file is a driver without a first value, not a lost bus as on I²C; EBUSY is somebody
    /// else who holds it.
    /// </summary>
    public static DeviceFault FaultOf(int error) => error switch
    {
        NoEntry or NoDevice or NotDirectory => DeviceFault.Absent,
        NotPermitted or AccessDenied => DeviceFault.Denied,
        Again or NoData => DeviceFault.NotReady,
        NoSuchAddress or RemoteInputOutput => DeviceFault.NotAcknowledged,
        TimedOut => DeviceFault.BusStuck,
        Busy => DeviceFault.KernelOwned,
        NotTerminal => DeviceFault.WrongChip,
        InputOutput => DeviceFault.Io,
        _ => DeviceFault.Io,
    };

    /// <summary>The exception for <paramref name="error"/> at <paramref name="what"/>.</summary>
    public static DeviceException At(string what, int error) =>
        new(FaultOf(error), $"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})");

    /// <summary>The exception for a failed open(2): ENXIO is a device node that nothing stands behind.</summary>
    public static DeviceException AtOpen(string what, int error) =>
        error == NoSuchAddress ? new DeviceException(DeviceFault.Absent, $"{what}: nothing stands behind it (errno {error})") : At(what, error);
}
