namespace EdgeKit.Devices.Gpio;

/// <summary>How an output is wired.</summary>
public sealed record GpioOutputOptions
{
    /// <summary>Whether low voltage means on.</summary>
    public bool IsActiveLow { get; init; }

    /// <summary>Whether it is on from the moment that it is taken.</summary>
    public bool IsOn { get; init; }

    /// <summary>How it drives the line.</summary>
    public GpioDrive Drive { get; init; }

    /// <summary>What holds an open-drain or open-source line that is not driven.</summary>
    public GpioBias Bias { get; init; }
}
