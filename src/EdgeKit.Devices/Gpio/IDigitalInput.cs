namespace EdgeKit.Devices.Gpio;

/// <summary>Something that is on or off and can be asked: a contact, a button.</summary>
public interface IDigitalInput : IDisposable
{
    /// <summary>Whether it is active now. An input that is wired active-low is on when its voltage is low.</summary>
    /// <exception cref="DeviceException">It cannot be read.</exception>
    bool Read();
}
