using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Daemon.Hosting;

/// <summary>Everything durable, held by one process at a time.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The lock is held as long as the directory.")]
internal sealed class DataDirectory : IDisposable
{
    /// <summary>The file whose lock says that the directory is taken.</summary>
    public const string LockFile = "edgekit.lock";

    private const string RunningFile = "daemon.json";

    // EWOULDBLOCK: another process has the lock (flock(2)).
    private const int WouldBlock = 11;

    private readonly FileStream _lock;
    private readonly string _path;

    private DataDirectory(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Takes the directory, which is made if there is none.</summary>
    /// <returns>Null if another process has it.</returns>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static DataDirectory? TryTake(string path)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = Path.Combine(path, LockFile);
        try
        {
            return new DataDirectory(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>The daemon that has it; null if none says so.</summary>
    public static RunningDaemon? FindRunning(string path)
    {
        var file = Path.Combine(path, RunningFile);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), DaemonJson.Default.RunningDaemon) : null;
    }

    /// <summary>Says where this process listens.</summary>
    public ValueTask AnnounceAsync(RunningDaemon daemon, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(Path.Combine(_path, RunningFile), JsonSerializer.SerializeToUtf8Bytes(daemon, DaemonJson.Default.RunningDaemon), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();
}
