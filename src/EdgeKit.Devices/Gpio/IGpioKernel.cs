using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Gpio;

/// <summary>The calls of <c>linux/gpio.h</c>, version 2. Each gives 0 or an errno.</summary>
internal interface IGpioKernel
{
    /// <summary>Opens a chip's file.</summary>
    /// <exception cref="DeviceException">The kernel does not let us.</exception>
    SafeFileHandle Open(string path);

    /// <summary>GPIO_GET_CHIPINFO_IOCTL.</summary>
    int GetChipInfo(SafeFileHandle chip, ref GpioChipInfo info);

    /// <summary>GPIO_V2_GET_LINEINFO_IOCTL.</summary>
    int GetLineInfo(SafeFileHandle chip, ref GpioLineInfo info);

    /// <summary>GPIO_V2_GET_LINE_IOCTL.</summary>
    int RequestLines(SafeFileHandle chip, ref GpioLineRequest request);

    /// <summary>GPIO_V2_LINE_GET_VALUES_IOCTL.</summary>
    int GetValues(SafeFileHandle line, ref GpioLineValues values);

    /// <summary>GPIO_V2_LINE_SET_VALUES_IOCTL.</summary>
    int SetValues(SafeFileHandle line, ref GpioLineValues values);
}
