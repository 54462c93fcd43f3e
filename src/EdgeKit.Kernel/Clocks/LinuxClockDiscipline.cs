using System.Runtime.InteropServices;

namespace EdgeKit.Kernel.Clocks;

/// <summary>Asks the kernel: adjtimex(2) without a mode bit only reads, and returns TIME_ERROR (5) while nobody disciplines the clock.</summary>
public sealed partial class LinuxClockDiscipline : IClockDiscipline
{
    private const int TimeError = 5;

    // struct timex is 208 bytes on the 64-bit architectures; its first word holds the mode bits.
    private const int TimexLength = 256;

    /// <inheritdoc />
    public bool IsSynchronised
    {
        get
        {
            Span<byte> timex = stackalloc byte[TimexLength];
            timex.Clear();
            return AdjTimeX(ref MemoryMarshal.GetReference(timex)) is >= 0 and not TimeError;
        }
    }

    /// <inheritdoc />
    public bool HasBatteryClock => File.Exists("/dev/rtc0");

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimeX(ref byte timex);
}
