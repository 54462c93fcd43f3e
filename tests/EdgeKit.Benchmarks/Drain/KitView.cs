using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>What the kit at the near end says of its uplink, asked from its own network.</summary>
internal sealed class KitView(ShapedLink link, KitProcess kit) : IDisposable
{
    private readonly HttpClient _http = new(link.Near.CreateHttpHandler()) { BaseAddress = kit.Address };

    /// <summary>For everything else.</summary>
    public HttpClient Http => _http;

    /// <summary>Starts the kit and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await kit.StartAsync(cancellationToken, waitUntilReady: false);
        await Readiness.WaitAsync(kit.Child, _http, "/readyz", cancellationToken);
    }

    /// <summary>How its uplink is.</summary>
    public async Task<UplinkView> UplinkAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync(new Uri("/api/v1/uplink", UriKind.Relative), ContractsJson.Default.UplinkView, cancellationToken))!;

    /// <summary>Waits until the cloud has everything.</summary>
    public async Task<UplinkView> DrainedAsync(TimeSpan lookEvery, TimeSpan patience, Action<UplinkView> seen, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Task.Delay(lookEvery, TimeProvider.System, cancellationToken);
            var view = await UplinkAsync(cancellationToken);
            seen(view);
            if (view.HeadSeq > 0 && view.AckSeq >= view.HeadSeq)
            {
                return view;
            }

            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                throw new IOException($"the queue did not drain: {view}; the kit printed\n{kit.Child.Output}");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
