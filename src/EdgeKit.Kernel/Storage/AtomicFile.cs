using System.Runtime.InteropServices;

namespace EdgeKit.Kernel.Storage;

/// <summary>
/// Replaces files so that a power cut leaves the old or the new one whole: written beside the target, flushed, renamed, and the
/// directory flushed too. Without the first flush the renamed file can come back empty, without the second the rename can be lost.
/// </summary>
public static partial class AtomicFile
{
    // O_CLOEXEC, and O_RDONLY, which is 0. O_DIRECTORY is another bit on arm64 than on x86-64, and is not needed.
    private const int ReadOnly = 0x80000;

    /// <summary>Who may read what was just made: its owner to write it, everyone to read it.</summary>
    private const UnixFileMode Usual = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes <paramref name="content"/> to <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The disk is full or failed; the target is as it was.</exception>
    public static ValueTask WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, content, Usual, cancellationToken);

    /// <summary>Writes <paramref name="content"/> to <paramref name="path"/> for those alone whom <paramref name="mode"/> lets in, from its first byte on.</summary>
    /// <exception cref="IOException">The disk is full or failed; the target is as it was.</exception>
    public static async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var beside = path + ".new";
        try
        {
            if (mode != Usual)
            {
                // What a cut left there may be open to others.
                File.Delete(beside);
            }

            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous, UnixCreateMode = mode };
            await using var file = new FileStream(beside, options);
            await file.WriteAsync(content, cancellationToken);
            await file.FlushAsync(cancellationToken);
            DiskFlush.Flush(file.SafeFileHandle);
        }
        catch
        {
            // Half a file would take room on a disk that has none.
            File.Delete(beside);
            throw;
        }

        File.Move(beside, path, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes names that were created in or renamed into <paramref name="directory"/> outlast a power cut.</summary>
    /// <exception cref="IOException">The directory cannot be flushed.</exception>
    public static void FlushDirectory(string directory)
    {
        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open {directory} to flush it: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var failed = Sync(descriptor) != 0;
        var why = failed ? Marshal.GetLastPInvokeErrorMessage() : "";
        _ = Close(descriptor);
        if (failed)
        {
            throw new IOException($"Cannot flush {directory}: {why}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
