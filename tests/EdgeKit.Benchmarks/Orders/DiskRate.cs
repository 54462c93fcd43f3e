using System.ComponentModel;
using System.Runtime.InteropServices;
using EdgeKit.Kernel.Storage;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>What the disk itself can do: 4 KiB written and flushed, one after another.</summary>
internal static partial class DiskRate
{
    private const long Length = 4 << 20;

    /// <summary>Measures it in <paramref name="folder"/>.</summary>
    /// <param name="folder">On the disk in question.</param>
    /// <param name="duration">For so long.</param>
    /// <param name="inPlace">Whether a file that is there is written over, round and round, or a new one grows.</param>
    /// <param name="time">The clock.</param>
    public static LoadResult Run(string folder, TimeSpan duration, bool inPlace, TimeProvider time)
    {
        var path = Path.Combine(folder, "fdatasync");
        var times = new List<TimeSpan>(1 << 14);
        var block = new byte[4096];
        long started;
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            if (inPlace)
            {
                RandomAccess.Write(file, new byte[Length], 0);
                DiskFlush.Flush(file);
            }

            started = time.GetTimestamp();
            for (long offset = 0; time.GetElapsedTime(started) < duration; offset += block.Length)
            {
                var before = time.GetTimestamp();
                RandomAccess.Write(file, block, inPlace ? offset % Length : offset);
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
