using System.Globalization;

namespace EdgeKit.Proofs.Traces;

/// <summary>How a program is started under strace so that <see cref="SystemCallTrace"/> can read what it did.</summary>
internal static class Strace
{
    // Everything by which a Linux program can put bytes into a file or a socket, take a file away or rename it.
    private const string Calls =
        "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,splice," +
        "rename,renameat,renameat2,link,linkat,unlink,unlinkat,fsync,fdatasync,sync,syncfs,sync_file_range,msync,sendmsg,sendto,sendmmsg,io_uring_enter";

    /// <summary>The command that goes before the program's.</summary>
    /// <param name="file">Where the trace goes.</param>
    /// <param name="longest">The longest string that is kept whole.</param>
    public static IReadOnlyList<string> Prefix(string file, int longest = 1 << 20) =>
    [
        "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-qq", "-e", "signal=none", "-e", "trace=" + Calls,
        "-s", longest.ToString(CultureInfo.InvariantCulture), "-o", file,
    ];
}
