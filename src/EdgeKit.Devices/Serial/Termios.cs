using System.Runtime.InteropServices;

namespace EdgeKit.Devices.Serial;

/// <summary><c>struct termios</c> of the C library on 64-bit Linux: 60 bytes (termios(3)).</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct Termios
{
    /// <summary>Its length.</summary>
    public const int Bytes = 60;

    /// <summary>B19200.</summary>
    public const uint Baud19200 = 0x0E;

    /// <summary>CS8 | CREAD | CLOCAL: eight bits, no parity, one stop bit; it receives and minds no modem lines.</summary>
    public const uint EightBitsLocal = 0x30 | 0x80 | 0x800;

    /// <summary>VTIME.</summary>
    public const int TimeIndex = 5;

    /// <summary>VMIN.</summary>
    public const int LeastIndex = 6;

    /// <summary>c_iflag.</summary>
    [FieldOffset(0)]
    public uint Input;

    /// <summary>c_oflag.</summary>
    [FieldOffset(4)]
    public uint Output;

    /// <summary>c_cflag.</summary>
    [FieldOffset(8)]
    public uint Control;

    /// <summary>c_lflag.</summary>
    [FieldOffset(12)]
    public uint Local;

    /// <summary>c_line.</summary>
    [FieldOffset(16)]
    public byte Discipline;

    /// <summary>c_cc.</summary>
    [FieldOffset(17)]
    public fixed byte Characters[32];

    /// <summary>c_ispeed.</summary>
    [FieldOffset(52)]
    public uint InputSpeed;

    /// <summary>c_ospeed.</summary>
    [FieldOffset(56)]
    public uint OutputSpeed;
}
