using EdgeKit.Devices;
using EdgeKit.Devices.Gpio;

namespace EdgeKit.Power.Lines;

/// <summary>Where lines come from: the kernel's chips.</summary>
internal interface IGpioLines
{
    /// <summary>Takes a line to read it.</summary>
    /// <exception cref="DeviceException">It is not there or somebody else's, with what a technician can do about it.</exception>
    IDigitalInput OpenInput(LineOptions line);

    /// <summary>Takes a line to drive it, at once on or off as <paramref name="isOn"/> says: nothing on it moves that need not.</summary>
    /// <exception cref="DeviceException">It is not there or somebody else's, with what a technician can do about it.</exception>
    IDigitalOutput OpenOutput(LineOptions line, bool isOn);
}
