using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Linux;

/// <summary>The few calls of the C library that the kernel's files, lines and serial ports need; their constants are those of x86-64 and arm64.</summary>
internal static unsafe partial class LibC
{
    /// <summary>O_RDONLY.</summary>
    public const int ReadOnly = 0;

    /// <summary>O_WRONLY.</summary>
    public const int WriteOnly = 1;

    /// <summary>O_RDWR.</summary>
    public const int ReadWrite = 2;

    /// <summary>O_NONBLOCK | O_NOCTTY | O_CLOEXEC: nothing waits, nothing becomes our terminal, no child inherits it.</summary>
    public const int Careful = 0x800 | 0x100 | 0x80000;

    /// <summary>open(2); −1 and an errno when it fails.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    /// <summary>read(2).</summary>
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle handle, byte* buffer, nint count);

    /// <summary>write(2).</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle handle, byte* buffer, nint count);

    /// <summary>ioctl(2).</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IoControl(SafeFileHandle handle, nuint request, void* argument);

    /// <summary>tcgetattr(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetTerminal(SafeFileHandle handle, void* termios);

    /// <summary>tcsetattr(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetTerminal(SafeFileHandle handle, int when, void* termios);

    /// <summary>tcflush(3).</summary>
    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    public static partial int FlushTerminal(SafeFileHandle handle, int queue);
}
