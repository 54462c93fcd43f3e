using System.Globalization;
using System.Net;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>nginx as a cache in memory, set up as well as we know.</summary>
internal sealed class NginxRival : LiveRival
{
    private readonly string _folder;

    private NginxRival(string folder, ChildProcess process, IPEndPoint address, IPEndPoint tlsAddress)
    {
        _folder = folder;
        Process = process;
        Address = address;
        TlsAddress = tlsAddress;
    }

    /// <inheritdoc />
    public override IPEndPoint Address { get; }

    /// <inheritdoc />
    public override IPEndPoint? TlsAddress { get; }

    /// <inheritdoc />
    protected override ChildProcess Process { get; }

    /// <summary>Starts it.</summary>
    /// <param name="origin">Where it fetches from.</param>
    /// <param name="obeysNoCache">Whether playlists that say <c>no-cache</c> are fetched for each viewer, rather than kept for a second.</param>
    /// <param name="hasShortLock">Whether those who wait for another's fetch go themselves after 200 ms.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<LiveRival> StartAsync(TestOrigin origin, bool obeysNoCache, bool hasShortLock, CancellationToken cancellationToken)
    {
        // In memory, as the body files are.
        var folder = Path.Combine("/dev/shm", string.Create(CultureInfo.InvariantCulture, $"edgekit-bench-{Environment.ProcessId}-{origin.Port}"));
        Directory.CreateDirectory(folder);
        await TestAuthority.WriteAsync(folder, IPAddress.Loopback, TimeProvider.System, cancellationToken);
        var (port, tlsPort) = (Loopback.FreePort(), Loopback.FreePort());
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Configuration(folder, origin.Port, port, tlsPort, obeysNoCache, hasShortLock), cancellationToken);
        var process = ChildProcess.Start("/usr/sbin/nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", "stderr"]);
        var rival = new NginxRival(folder, process, new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.Loopback, tlsPort));
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

    private static string Configuration(string folder, int originPort, int port, int tlsPort, bool obeysNoCache, bool hasShortLock)
    {
        var user = Environment.IsPrivilegedProcess ? "user root;" : "";
        var shortLock = hasShortLock ? "proxy_cache_lock_timeout 200ms; proxy_cache_lock_age 200ms;" : "";
        var playlists = obeysNoCache ? "" : "proxy_ignore_headers Cache-Control; proxy_cache_valid 200 1s; proxy_cache_use_stale off;";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {{user}}
            daemon off;
            worker_processes 2;
            error_log stderr crit;
            pid {{folder}}/nginx.pid;
            events { worker_connections 8192; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              tcp_nodelay on;
              keepalive_timeout 300s;
              keepalive_requests 100000000;
              client_body_temp_path {{folder}}/body;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              proxy_temp_path {{folder}}/temp;
              proxy_cache_path {{folder}}/cache levels=1:2 keys_zone=live:16m max_size=2g inactive=10m use_temp_path=off;
              open_file_cache max=10000 inactive=60s;
              upstream origin { server 127.0.0.1:{{originPort}}; keepalive 64; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:{{port}} backlog=4096;
                listen 127.0.0.1:{{tlsPort}} ssl http2 backlog=4096;
                ssl_certificate {{folder}}/server.pem;
                ssl_certificate_key {{folder}}/server.key;
                ssl_protocols TLSv1.3;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_cache live;
                proxy_cache_key $uri$is_args$args;
                proxy_cache_lock on;
                {{shortLock}}
                location / {
                  proxy_pass http://origin;
                  proxy_cache_use_stale error timeout updating;
                  proxy_cache_background_update on;
                }
                location ~ [.]m3u8$ {
                  proxy_pass http://origin;
                  {{playlists}}
                }
              }
            }
            """);
    }
}
