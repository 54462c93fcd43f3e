namespace EdgeKit.Devices.Gpio;

/// <summary>Something that can be switched: a relay's coil, a lamp.</summary>
/// <remarks>
/// <b>A line may float after it is released</b>: when the daemon ends, crashes or is updated, the kernel gives the line back and promises nothing about
/// its level. Wire a relay so that its released state is the safe one, with a pull resistor at the driver's input.
/// </remarks>
public interface IDigitalOutput : IDisposable
{
    /// <summary>Makes it active or not. An output that is wired active-low is on when its voltage is low.</summary>
    /// <exception cref="DeviceException">It cannot be switched.</exception>
    void Write(bool on);
}
