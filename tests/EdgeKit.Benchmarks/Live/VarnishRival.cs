using System.Globalization;
using System.Net;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>Varnish with its store in memory, streaming, and a thread for every viewer.</summary>
internal sealed class VarnishRival : LiveRival
{
    private readonly string _folder;

    private VarnishRival(string folder, ChildProcess process, IPEndPoint address)
    {
        _folder = folder;
        Process = process;
        Address = address;
    }

    /// <inheritdoc />
    public override IPEndPoint Address { get; }

    /// <inheritdoc />
    protected override ChildProcess Process { get; }

    /// <summary>Starts it.</summary>
    /// <param name="origin">Where it fetches from.</param>
    /// <param name="obeysNoCache">Whether playlists that say <c>no-cache</c> are fetched for each viewer, rather than kept for a second.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<LiveRival> StartAsync(TestOrigin origin, bool obeysNoCache, CancellationToken cancellationToken)
    {
        // In memory, as its working directory holds files that it maps and writes to.
        var folder = Path.Combine("/dev/shm", string.Create(CultureInfo.InvariantCulture, $"edgekit-bench-{Environment.ProcessId}-{origin.Port}"));
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "live.vcl");
        await File.WriteAllTextAsync(configuration, Configuration(origin.Port, obeysNoCache), cancellationToken);
        var port = Loopback.FreePort();
        var process = ChildProcess.Start(
            "/usr/sbin/varnishd",
            [
                "-F", "-j", "none", "-n", Path.Combine(folder, "work"), "-f", configuration, "-s", "malloc,1G", "-T", "none",
                "-a", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
                "-p", "thread_pools=2", "-p", "thread_pool_min=500", "-p", "thread_pool_max=2000", "-p", "listen_depth=4096", "-p", "timeout_idle=300",
            ]);
        var rival = new VarnishRival(folder, process, new IPEndPoint(IPAddress.Loopback, port));
        try
        {
            await rival.WaitUntilReadyAsync(cancellationToken);
            return rival;
        }
        catch
        {
            await rival.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Configuration(int originPort, bool obeysNoCache)
    {
        var playlists = obeysNoCache
            ? ""
            : """
                if (bereq.url ~ "[.]m3u8") {
                  set beresp.ttl = 1s;
                  set beresp.grace = 0s;
                  return (deliver);
                }
            """;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            vcl 4.1;
            backend origin {
              .host = "127.0.0.1";
              .port = "{{originPort}}";
              .first_byte_timeout = 60s;
            }
            sub vcl_backend_response {
              set beresp.do_stream = true;
            {{playlists}}
            }
            """);
    }
}
