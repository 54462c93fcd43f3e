using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Demo.Relays;

/// <summary>Sends back what it gets.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Task> _clients = [];
    private readonly Task _accepting;

    public EchoServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _accepting;
        await Task.WhenAll(_clients);
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _clients.Add(EchoAsync(await _listener.AcceptSocketAsync(_ended.Token)));
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task EchoAsync(Socket client)
    {
        var buffer = new byte[1024];
        try
        {
            while (await client.ReceiveAsync(buffer, _ended.Token) is > 0 and var length)
            {
                await client.SendAsync(buffer.AsMemory(0, length), _ended.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The relay cut it, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }
}
