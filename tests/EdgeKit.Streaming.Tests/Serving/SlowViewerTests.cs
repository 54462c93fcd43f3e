using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Streaming.Tests.Serving;

public sealed class SlowViewerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_takes_nothing_for_a_window_is_cut_off_and_the_others_are_served()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("v0", 64_000_000)], Window = 3 });
        await using var edge = await Edge.StartAsync([origin.Hls], window: "4s");
        var segment = await edge.NewestSegmentAsync(Cancel);
        var expected = origin.ExpectedBytes("/hls/" + segment);
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(IPAddress.Loopback, edge.Address.Port, Cancel);
        await slow.SendAsync(Encoding.ASCII.GetBytes($"GET /live/main/{segment} HTTP/1.1\r\nHost: localhost\r\n\r\n"), Cancel);

        Assert.Equal(expected.Length, (await edge.GetAsync(segment, Cancel)).Body.Length);
        while (edge.OpenConnections > 1)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }

        Assert.True(await TakenAsync(slow) < expected.Length);
    }

    private static async Task<long> TakenAsync(Socket socket)
    {
        var (taken, buffer) = (0L, new byte[64 << 10]);
        try
        {
            while (await socket.ReceiveAsync(buffer, Cancel) is > 0 and var count)
            {
                taken += count;
            }
        }
        catch (SocketException)
        {
            return taken;
        }

        return taken;
    }
}
