namespace EdgeKit.Devices.Gpio;

/// <summary>Something that is on for a part of the time: a fan's control wire.</summary>
public interface IPwmOutput : IDisposable
{
    /// <summary>What it is and where, for a technician.</summary>
    string Description { get; }

    /// <summary>Finds it and makes it ours. Again after every time that it was lost.</summary>
    /// <exception cref="DeviceException">It is not there, or is somebody else's.</exception>
    void Begin();

    /// <summary>Sets the part of the time that it is on: 0 to 1.</summary>
    /// <exception cref="DeviceException">It cannot be set.</exception>
    void Write(double duty);
}
