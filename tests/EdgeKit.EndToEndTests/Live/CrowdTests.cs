using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Testing.Hostile;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.EndToEndTests.Live;

/// <summary>The published kit before a full hall: it sells while all watch and one device means harm.</summary>
public sealed class CrowdTests : ProcessTest
{
    private const int Viewers = 50;
    private const int HalfRequestsInAll = 1000;
    private const int MostOfOneDevice = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_sells_and_all_see_the_stream_while_a_device_floods_it_with_half_requests()
    {
        var origin = Keep(TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 1_000_000)], Speed = 1 }));
        var kit = await StartKitAsync(new KitSetup
        {
            Yaml = $"""
                live:
                  streams:
                    - name: main
                      origins: ["{origin.Hls}"]

                """,
        });
        var address = new IPEndPoint(IPAddress.Loopback, kit.Port);
        var audience = Keep(new Audience(origin, address, static path => path.Replace("/hls/", "/live/main/", StringComparison.Ordinal), Viewers));
        await audience.WatchAsync(deliveriesEach: 1, Cancel);

        var device = new HalfRequests(new IPAddress([127, 0, 0, 2]), address, HalfRequestsInAll, atOnce: HalfRequestsInAll);
        var attack = device.RunAsync(Cancel);
        await Readiness.WaitUntilAsync(
            _ => Task.FromResult(device.Opened == HalfRequestsInAll && device.Open <= MostOfOneDevice),
            () => $"{device.Open} of {device.Opened} half requests are open",
            Cancel,
            Patience);
        Assert.InRange(device.TurnedAway, 1, HalfRequestsInAll - MostOfOneDevice);

        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 20);
        var (exitCode, status) = await kit.CommandAsync(Cancel, "status", "--json");
        Assert.True(exitCode == 0, status);
        await audience.WatchAsync(deliveriesEach: 6, Cancel);
        await AssertToldAsync(kit, origin);

        await attack.WaitAsync(Patience, Cancel);
        Assert.Equal((HalfRequestsInAll, 0), (device.TurnedAway + device.Answered, device.Open));
        await audience.StopAsync();
        Assert.All(audience.Deliveries, static delivery => Assert.True(delivery.IsWhole, delivery.ToString()));
        await SellAsync(tablet, 1);
    }

    private static async Task AssertToldAsync(KitProcess kit, TestOrigin origin)
    {
        var live = await kit.Http.GetFromJsonAsync(new Uri("/api/v1/live", UriKind.Relative), ContractsJson.Default.LiveView, Cancel);
        var stream = Assert.Single(live!.Streams);

        // A low latency player has a connection for playlists and one for media.
        Assert.InRange(stream.Viewers, Viewers, 2 * Viewers);
        Assert.Equal(stream.Viewers, live.Viewers);
        Assert.InRange(stream.Hits + stream.Coalesced, 5 * Viewers, long.MaxValue);
        Assert.InRange(stream.OriginRequests, 1, origin.Requests.Count);
        Assert.InRange(stream.OriginBytes, 1, origin.BodyBytes);
        Assert.InRange(stream.ServedBytes, 10 * stream.OriginBytes, long.MaxValue);
        Assert.InRange(live.MemoryBytes, 1, live.MemoryBudgetBytes);

        var metrics = (await kit.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel)).Split('\n');
        Assert.InRange(Sample("edgekit_streaming_viewers"), Viewers, 2 * Viewers);
        Assert.InRange(Sample("edgekit_streaming_requests", "cache=\"hit\"") + Sample("edgekit_streaming_requests", "cache=\"coalesced\""), stream.Hits + stream.Coalesced, double.MaxValue);
        Assert.InRange(Sample("edgekit_streaming_origin_requests"), stream.OriginRequests, double.MaxValue);
        Assert.InRange(Sample("edgekit_streaming_origin_io"), stream.OriginBytes, double.MaxValue);
        Assert.InRange(Sample("edgekit_streaming_served_io"), stream.ServedBytes, double.MaxValue);

        double Sample(string name, string tag = "stream=\"main\"")
        {
            var line = Assert.Single(metrics, line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(tag, StringComparison.Ordinal));
            return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }
    }
}
