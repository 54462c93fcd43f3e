namespace EdgeKit.Devices.Gpio;

/// <summary>How an input is wired.</summary>
public sealed record GpioInputOptions
{
    /// <summary>Whether low voltage means on, as with a button to ground.</summary>
    public bool IsActiveLow { get; init; }

    /// <summary>What holds the line while its contact is open.</summary>
    public GpioBias Bias { get; init; }

    /// <summary>How long a level must last before the kernel believes it; zero for not at all. The kernel takes microseconds.</summary>
    public TimeSpan Debounce { get; init; }
}
