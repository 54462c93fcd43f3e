using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>What the disk itself can do: 4 KiB appended and flushed, one after another.</summary>
internal static partial class DiskRate
{
    /// <summary>Measures it in <paramref name="folder"/>.</summary>
    public static LoadResult Run(string folder, TimeSpan duration, TimeProvider time)
    {
        var path = Path.Combine(folder, "fdatasync");
        var times = new List<TimeSpan>(1 << 14);
        var block = new byte[4096];
        var started = time.GetTimestamp();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (long offset = 0; time.GetElapsedTime(started) < duration; offset += block.Length)
            {
                var before = time.GetTimestamp();
                RandomAccess.Write(file, block, offset);
                if (FlushData(file) != 0)
                {
                    throw new IOException("fdatasync failed", new Win32Exception(Marshal.GetLastPInvokeError()));
                }

                times.Add(time.GetElapsedTime(before));
            }
        }

        var took = time.GetElapsedTime(started);
        File.Delete(path);
        return LoadResult.Of(times, took);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);
}
