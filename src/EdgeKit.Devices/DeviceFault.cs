namespace EdgeKit.Devices;

/// <summary>What went wrong with a device.</summary>
public enum DeviceFault
{
    /// <summary>Nobody acknowledged the address (errno 121 EREMOTEIO, 6 ENXIO).</summary>
    NotAcknowledged,

    /// <summary>Another master had the bus (errno 11 EAGAIN).</summary>
    ArbitrationLost,

    /// <summary>The bus hangs: a line is held low (errno 110 ETIMEDOUT).</summary>
    BusStuck,

    /// <summary>The controller gave up, as on clock stretching (errno 5 EIO).</summary>
    Io,

    /// <summary>There is no such bus, file or line (errno 2 ENOENT, 19 ENODEV).</summary>
    Absent,

    /// <summary>The daemon may not open it (errno 13 EACCES, 1 EPERM).</summary>
    Denied,

    /// <summary>A kernel driver owns the address.</summary>
    KernelOwned,

    /// <summary>Something answers, but it is another chip.</summary>
    WrongChip,

    /// <summary>A checksum is wrong.</summary>
    BadChecksum,

    /// <summary>The chip says that its value overflowed.</summary>
    Overflow,

    /// <summary>No new conversion, line or frame has come since the last read.</summary>
    NotReady,

    /// <summary>What came makes no sense.</summary>
    Nonsense,

    /// <summary>It lost its configuration, as after a brown-out: it must begin again before what it gives means anything.</summary>
    WasReset,
}
