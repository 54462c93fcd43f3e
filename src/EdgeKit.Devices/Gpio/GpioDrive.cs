namespace EdgeKit.Devices.Gpio;

/// <summary>How an output drives its line.</summary>
public enum GpioDrive
{
    /// <summary>Both ways.</summary>
    PushPull,

    /// <summary>Only low; high is left to a pull-up.</summary>
    OpenDrain,

    /// <summary>Only high; low is left to a pull-down.</summary>
    OpenSource,
}
