namespace EdgeKit.Devices.Gpio;

/// <summary>
/// Switches a load. <b>The coil's line may float once it is released</b>: choose the contact that is safe without current, and give the coil's driver a pull
/// resistor.
/// </summary>
/// <param name="coil">Drives the coil; owned by the relay.</param>
/// <param name="contact">Where the load hangs.</param>
public sealed class Relay(IDigitalOutput coil, RelayContact contact) : IDisposable
{
    /// <summary>Whether the load was last switched on; null before the first time and after a switch that failed, since nothing tells.</summary>
    public bool? IsLoadOn { get; private set; }

    /// <summary>Switches the load. Writes every time, also what holds already: an output may have been reset.</summary>
    /// <exception cref="DeviceException">The coil could not be switched.</exception>
    public void Switch(bool loadOn)
    {
        IsLoadOn = null;
        coil.Write(contact switch
        {
            RelayContact.NormallyOpen => loadOn,
            RelayContact.NormallyClosed => !loadOn,
        });
        IsLoadOn = loadOn;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        IsLoadOn = null;
        coil.Dispose();
    }
}
