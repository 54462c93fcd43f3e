using System.Globalization;
using EdgeKit.Kernel.Storage;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Disks;

/// <summary>A disk of its own: ext4 in a file, mounted through a loop device. Needs root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _image;
    private string _device = "";

    private SmallDisk(string folder)
    {
        _folder = folder;
        _image = Path.Combine(folder, "image");
        MountPoint = Path.Combine(folder, "disk");
    }

    /// <summary>Where it is mounted.</summary>
    public string MountPoint { get; }

    private string Ballast => Path.Combine(MountPoint, "ballast");

    /// <summary>Makes and mounts one of so many megabytes.</summary>
    public static async Task<SmallDisk> CreateAsync(int megabytes, CancellationToken cancellationToken)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("edgekit-disk-").FullName);
        Directory.CreateDirectory(disk.MountPoint);
        await using (var image = File.Create(disk._image))
        {
            image.SetLength(megabytes * 1024L * 1024L);
        }

        await RunAsync("mkfs.ext4", ["-q", "-m", "0", disk._image], cancellationToken);
        await disk.MountAsync(cancellationToken);
        return disk;
    }

    /// <summary>Takes all space but <paramref name="spare"/> bytes.</summary>
    public void Fill(long spare)
    {
        using var ballast = File.OpenHandle(Ballast, FileMode.Create, FileAccess.Write, preallocationSize: 0);
        var zeros = new byte[64 * 1024];
        long length = 0;
        while (new DriveInfo(MountPoint).AvailableFreeSpace is var left && left > spare)
        {
            var piece = (int)Math.Clamp(left - spare, 1, zeros.Length);
            try
            {
                RandomAccess.Write(ballast, zeros.AsSpan(0, piece), length);
                DiskFlush.Flush(ballast);
            }
            catch (IOException)
            {
                // Full to the last block, which is what was asked for.
                return;
            }

            length += piece;
        }
    }

    /// <summary>Gives the space back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <summary>
    /// Lets the kernel find an error in the file system, as on a card that wears out: with <c>errors=remount-ro</c> it gives up
    /// the journal and allows reading only, while files are open for writing.
    /// </summary>
    public Task BreakAsync(CancellationToken cancellationToken) =>
        File.WriteAllTextAsync($"/sys/fs/ext4/{Path.GetFileName(_device)}/trigger_fs_error", "1", cancellationToken);

    /// <summary>Takes it off, checks and mends it, and mounts it again; nobody may have files open on it.</summary>
    public async Task MendAsync(CancellationToken cancellationToken)
    {
        await RunAsync("umount", [MountPoint], cancellationToken);
        var (exitCode, output) = await ChildProcess.RunAsync("e2fsck", ["-f", "-y", _image], cancellationToken);

        // e2fsck(8): 1 says that errors were corrected.
        if (exitCode is not 0 and not 1)
        {
            throw new InvalidOperationException($"e2fsck ended with {exitCode}:\n{output}");
        }

        await MountAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync("umount", ["-l", MountPoint], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(program, arguments, cancellationToken);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {exitCode}:\n{output}"));
    }

    private async Task MountAsync(CancellationToken cancellationToken)
    {
        await RunAsync("mount", ["-o", "loop,errors=remount-ro", _image, MountPoint], cancellationToken);
        _device = (await RunAsync("losetup", ["-n", "-O", "NAME", "-j", _image], cancellationToken)).Trim();
    }
}
