namespace EdgeKit.Devices;

/// <summary>
/// A chip, a file of the kernel's or a serial line that measures. It neither waits nor decides nor tries again: whoever reads it does.
/// Used by one thread at a time.
/// </summary>
public interface ISensor : IDisposable
{
    /// <summary>What it is and where, for a technician: <c>INA226 on i2c-1 at 0x40</c>.</summary>
    string Description { get; }

    /// <summary>Makes sure that it is what it should be and configures it. Again after every time that it was lost: it may have been reset or swapped.</summary>
    /// <exception cref="DeviceException">It does not answer, or is something else.</exception>
    void Begin();

    /// <summary>What it measures now.</summary>
    /// <exception cref="DeviceException">It gave nothing that can be believed.</exception>
    IReadOnlyList<Measurement> Read();
}
