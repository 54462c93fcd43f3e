using System.Net;
using System.Net.Sockets;
using EdgeKit.Daemon.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EdgeKit.Daemon.Tests.Hosting;

public sealed class SharedListenersTests
{
    private static readonly IPAddress Device = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Other = IPAddress.Parse("127.0.0.3");

    private readonly ConnectionShare _share = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_that_has_its_share_is_turned_away_and_the_next_device_is_not()
    {
        await using var listener = await BindAsync();
        List<Socket> open = [];
        List<ConnectionContext> accepted = [];
        for (var one = 0; one < ConnectionShare.Most; one++)
        {
            open.Add(await ConnectAsync(listener, Device));
            accepted.Add((await listener.AcceptAsync(Cancel))!);
        }

        using var greedy = await ConnectAsync(listener, Device);
        using var other = await ConnectAsync(listener, Other);
        var next = (await listener.AcceptAsync(Cancel))!;

        Assert.Equal(Other, ((IPEndPoint)next.RemoteEndPoint!).Address);
        Assert.True(await IsClosedAsync(greedy));

        accepted.Add(next);
        open.ForEach(static socket => socket.Dispose());
        foreach (var connection in accepted)
        {
            await connection.DisposeAsync();
        }

        using var again = await ConnectAsync(listener, Device);
        await using var back = (await listener.AcceptAsync(Cancel))!;
        Assert.Equal(Device, ((IPEndPoint)back.RemoteEndPoint!).Address);
        Assert.Equal(1, _share.Addresses);
    }

    [Fact]
    public async Task This_machine_is_not_limited()
    {
        await using var listener = await BindAsync();
        for (var one = 0; one <= ConnectionShare.Most; one++)
        {
            using var socket = await ConnectAsync(listener, IPAddress.Loopback);
            await using var connection = (await listener.AcceptAsync(Cancel))!;
            Assert.Equal(IPAddress.Loopback, ((IPEndPoint)connection.RemoteEndPoint!).Address);
        }

        Assert.Equal(0, _share.Addresses);
    }

    private async Task<IConnectionListener> BindAsync() =>
        await new SharedListeners(new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), _share).BindAsync(new IPEndPoint(IPAddress.Loopback, 0), Cancel);

    private static async Task<Socket> ConnectAsync(IConnectionListener listener, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(listener.EndPoint, Cancel);
        return socket;
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1], Cancel) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
