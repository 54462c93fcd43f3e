using System.Net;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>A cache between viewers and one origin.</summary>
internal abstract class LiveRival : IAsyncDisposable
{
    /// <summary>Those that speak no TLS.</summary>
    public static IReadOnlyList<string> Plain { get; } = ["varnish"];

    /// <summary>Those that there are, by name.</summary>
    public static IReadOnlyDictionary<string, Func<TestOrigin, bool, CancellationToken, Task<LiveRival>>> All { get; } =
        new Dictionary<string, Func<TestOrigin, bool, CancellationToken, Task<LiveRival>>>(StringComparer.Ordinal)
        {
            ["nginx"] = static (origin, obeys, token) => NginxRival.StartAsync(origin, obeys, hasShortLock: false, token),
            ["nginx-short"] = static (origin, obeys, token) => NginxRival.StartAsync(origin, obeys, hasShortLock: true, token),
            ["varnish"] = VarnishRival.StartAsync,
            ["edgekit"] = static (origin, _, token) => EdgeKitRival.StartAsync(origin, token),
        };

    /// <summary>Where it listens.</summary>
    public abstract IPEndPoint Address { get; }

    /// <summary>Where it listens with TLS; null if it cannot.</summary>
    public virtual IPEndPoint? TlsAddress => null;

    /// <summary>What it and all its processes have used so far.</summary>
    public RivalCost Cost => RivalCost.Of(Process.Pid);

    /// <summary>Its first process.</summary>
    protected abstract ChildProcess Process { get; }

    /// <summary>Where it has what the origin has at <paramref name="path"/> of <c>/hls/</c>.</summary>
    public virtual string PathOf(string path) => path;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Waits until it passes the origin's playlist on.</summary>
    protected async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", Address.Port).Uri };
        await Readiness.WaitAsync(Process, http, PathOf("/hls/main.m3u8"), cancellationToken);
    }
}
