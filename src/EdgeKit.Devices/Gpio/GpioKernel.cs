using System.Runtime.InteropServices;
using EdgeKit.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Gpio;

/// <summary>The kernel itself.</summary>
internal sealed unsafe class GpioKernel : IGpioKernel
{
    /// <summary>GPIO_GET_CHIPINFO_IOCTL: read, 68 bytes, type 0xB4, number 0x01.</summary>
    public const uint ChipInfoRequest = Read | (GpioChipInfo.Bytes << SizeShift) | Type | 0x01;

    /// <summary>GPIO_V2_GET_LINEINFO_IOCTL.</summary>
    public const uint LineInfoRequest = Read | Write | (GpioLineInfo.Bytes << SizeShift) | Type | 0x05;

    /// <summary>GPIO_V2_GET_LINE_IOCTL.</summary>
    public const uint LineRequest = Read | Write | (GpioLineRequest.Bytes << SizeShift) | Type | 0x07;

    /// <summary>GPIO_V2_LINE_GET_VALUES_IOCTL.</summary>
    public const uint GetValuesRequest = Read | Write | (GpioLineValues.Bytes << SizeShift) | Type | 0x0E;

    /// <summary>GPIO_V2_LINE_SET_VALUES_IOCTL.</summary>
    public const uint SetValuesRequest = Read | Write | (GpioLineValues.Bytes << SizeShift) | Type | 0x0F;

    private const uint Read = 0x8000_0000;
    private const uint Write = 0x4000_0000;
    private const uint Type = 0xB400;
    private const int SizeShift = 16;

    /// <inheritdoc />
    public SafeFileHandle Open(string path) => KernelFile.Open(path, LibC.ReadWrite);

    /// <inheritdoc />
    public int GetChipInfo(SafeFileHandle chip, ref GpioChipInfo info)
    {
        fixed (GpioChipInfo* argument = &info)
        {
            return Call(chip, ChipInfoRequest, argument);
        }
    }

    /// <inheritdoc />
    public int GetLineInfo(SafeFileHandle chip, ref GpioLineInfo info)
    {
        fixed (GpioLineInfo* argument = &info)
        {
            return Call(chip, LineInfoRequest, argument);
        }
    }

    /// <inheritdoc />
    public int RequestLines(SafeFileHandle chip, ref GpioLineRequest request)
    {
        fixed (GpioLineRequest* argument = &request)
        {
            return Call(chip, LineRequest, argument);
        }
    }

    /// <inheritdoc />
    public int GetValues(SafeFileHandle line, ref GpioLineValues values)
    {
        fixed (GpioLineValues* argument = &values)
        {
            return Call(line, GetValuesRequest, argument);
        }
    }

    /// <inheritdoc />
    public int SetValues(SafeFileHandle line, ref GpioLineValues values)
    {
        fixed (GpioLineValues* argument = &values)
        {
            return Call(line, SetValuesRequest, argument);
        }
    }

    private static int Call(SafeFileHandle handle, uint request, void* argument)
    {
        while (LibC.IoControl(handle, request, argument) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                return error;
            }
        }

        return 0;
    }
}
