using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Demo.Relays;

public sealed class RelayTests : IAsyncLifetime
{
    private readonly EchoServer _echo = new();
    private readonly Relay _relay;
    private readonly List<Socket> _sockets = [];

    public RelayTests() => _relay = Relay.To(_echo.Port);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _sockets.ForEach(static socket => socket.Dispose());
        await _relay.DisposeAsync();
        await _echo.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_pass_both_ways()
    {
        var client = await ConnectAsync(_relay.Port);

        Assert.Equal(7, await EchoAsync(client, 7));
    }

    [Fact]
    public async Task When_the_near_end_closes_the_far_end_hears_of_it()
    {
        var client = await ConnectAsync(_relay.Port);
        await EchoAsync(client, 1);

        client.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task A_cut_ends_what_is_open_and_refuses_what_is_new()
    {
        var client = await ConnectAsync(_relay.Port);
        await EchoAsync(client, 1);

        _relay.Set(RelayFault.Refuse);

        await AssertCutAsync(client);
        var refused = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(_relay.Port));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task What_was_cut_comes_back_at_the_same_port_again_and_again()
    {
        for (var round = 1; round <= 20; round++)
        {
            _relay.Set(RelayFault.Refuse);
            await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(_relay.Port));
            _relay.Set(RelayFault.None);
            var client = await ConnectAsync(_relay.Port);
            Assert.Equal(round, await EchoAsync(client, (byte)round));
        }
    }

    [Fact]
    public async Task Half_open_a_connection_stays_and_its_bytes_arrive_later()
    {
        var before = await ConnectAsync(_relay.Port);
        await EchoAsync(before, 1);
        _relay.Set(RelayFault.Hang);
        var meanwhile = await ConnectAsync(_relay.Port);
        var first = EchoAsync(before, 2);
        var second = EchoAsync(meanwhile, 3);

        var direct = await ConnectAsync(_echo.Port);
        for (var times = 0; times < 100; times++)
        {
            await EchoAsync(direct, 9);
        }

        Assert.False(first.IsCompleted || second.IsCompleted);
        _relay.Set(RelayFault.None);
        Assert.Equal((2, 3), (await first, await second));
    }

    [Fact]
    public async Task A_half_open_connection_can_still_be_cut()
    {
        _relay.Set(RelayFault.Hang);
        var client = await ConnectAsync(_relay.Port);

        _relay.Set(RelayFault.Refuse);

        await AssertCutAsync(client);
    }

    [Fact]
    public async Task A_reset_cuts_what_is_open_and_what_is_new()
    {
        var before = await ConnectAsync(_relay.Port);
        await EchoAsync(before, 1);

        _relay.Set(RelayFault.Reset);

        await AssertCutAsync(before);

        // The cut may come so early that connecting fails already.
        var cut = await Assert.ThrowsAsync<SocketException>(async () => await EchoAsync(await ConnectAsync(_relay.Port), 1));
        Assert.Equal(SocketError.ConnectionReset, cut.SocketErrorCode);
    }

    private async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Cancel);
        return socket;
    }

    private static async Task<int> EchoAsync(Socket socket, byte value)
    {
        var buffer = new[] { value };
        await socket.SendAsync(buffer, Cancel);
        return await socket.ReceiveAsync(buffer, Cancel) == 1 ? buffer[0] : -1;
    }

    private static async Task AssertCutAsync(Socket socket)
    {
        var cut = await Assert.ThrowsAsync<SocketException>(async () => await socket.ReceiveAsync(new byte[1], Cancel));
        Assert.Equal(SocketError.ConnectionReset, cut.SocketErrorCode);
    }
}
