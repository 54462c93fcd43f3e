using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Kernel.Storage;

/// <summary>
/// Flushes a file to the disk and says so when that fails. <c>RandomAccess.FlushToDisk</c> and <c>FileStream.Flush(true)</c> do not:
/// they return as if all were well when fsync(2) answers EIO.
/// </summary>
public static partial class DiskFlush
{
    /// <summary>Returns once what was written to <paramref name="file"/> outlasts a power cut.</summary>
    /// <exception cref="IOException">It cannot be flushed: what was written may be lost, whatever a second try says.</exception>
    public static void Flush(SafeFileHandle file)
    {
        if (Sync(file) != 0)
        {
            throw new IOException($"Cannot flush the file: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Returns once everything that was written to any disk outlasts a power cut (sync(2)). It may take long, and does not say what failed.</summary>
    public static void Everything() => SyncAll();

    [LibraryImport("libc", EntryPoint = "sync")]
    private static partial void SyncAll();

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);
}
