using System.Diagnostics;
using System.Globalization;

[assembly: AssemblyFixture(typeof(EdgeKit.Cloud.Tests.Support.PostgresCluster))]

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>
/// A PostgreSQL of our own, from the system's package, with everything as it comes: it flushes to the disk. It listens on a socket
/// in its own directory, and starts with the first test that wants it. PostgreSQL refuses to run as root, so root lends it a user.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private string? _root;

    /// <summary>The directory of the socket.</summary>
    public async Task<string> StartedAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            return _root ??= await StartAsync(cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_root is { } root)
        {
            await RunAsync(Tool("pg_ctl"), ["stop", "-D", Path.Combine(root, "data"), "-m", "immediate"], CancellationToken.None);
            Directory.Delete(root, recursive: true);
        }

        _starting.Dispose();
    }

    private static async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("edgekit-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunPlainAsync("chown", ["postgres", root], cancellationToken);
        }

        var data = Path.Combine(root, "data");
        await RunAsync(Tool("initdb"), ["-D", data, "-U", "edgekit", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], cancellationToken);
        await RunAsync(
            Tool("pg_ctl"),
            ["start", "-w", "-D", data, "-l", Path.Combine(root, "log"), "-o", $"-c listen_addresses= -c unix_socket_directories={root} -c max_connections=200"],
            cancellationToken);
        return root;
    }

    private static string Tool(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Path.Combine(
                Directory.EnumerateDirectories("/usr/lib/postgresql").MaxBy(static path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))!,
                "bin",
                name)
            : throw new InvalidOperationException("These tests need Debian's package postgresql.");

    private static Task RunAsync(string tool, string[] arguments, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess
            ? RunPlainAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", tool, .. arguments], cancellationToken)
            : RunPlainAsync(tool, arguments, cancellationToken);

    private static async Task RunPlainAsync(string tool, string[] arguments, CancellationToken cancellationToken)
    {
        // Its output goes nowhere: the server keeps it open for as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", tool, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
