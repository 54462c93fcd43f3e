using EdgeKit.Kernel.Storage;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Proofs.ColdStart;

/// <summary>Makes the kernel forget files, so that a start reads them from the disk as after a power cut.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    /// <summary>Flushes and forgets every file under <paramref name="paths"/>.</summary>
    public static void Forget(params IEnumerable<string> paths)
    {
        foreach (var path in paths.SelectMany(static path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path]))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            DiskFlush.Flush(file);
            if (Advise(file, 0, 0, DontNeed) != 0)
            {
                throw new IOException($"the kernel does not forget {path}");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
