using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Demo.Relays;

/// <summary>One connection through a relay: two pumps that stop while the way hangs, and end together.</summary>
internal sealed class RelayConnection(Relay relay, Socket client, IPEndPoint target) : IDisposable
{
    private readonly Socket _server = new(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Ends with the connection.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>Closes with a reset, as a line does that breaks.</summary>
    public static void Abort(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    /// <summary>Begins to pass bytes.</summary>
    public void Start() => Done = RunAsync();

    /// <summary>Cuts it.</summary>
    public void Abort() => _cut.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        _cut.Dispose();
    }

    private static bool IsCut(Exception exception) => exception is SocketException or ObjectDisposedException or OperationCanceledException;

    private async Task RunAsync()
    {
        await Task.Yield();
        try
        {
            await relay.FlowAsync().WaitAsync(_cut.Token);
            await _server.ConnectAsync(target, _cut.Token);
            var up = PumpAsync(client, _server);
            var down = PumpAsync(_server, client);
            await Task.WhenAll(up, down);
        }
        catch (Exception exception) when (IsCut(exception))
        {
            Abort(client);
            Abort(_server);
        }
        finally
        {
            relay.Leave(this);
            Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _cut.Token) is > 0 and var length)
            {
                await relay.FlowAsync().WaitAsync(_cut.Token);
                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), _cut.Token);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (IsCut(exception))
        {
            // What breaks on one side breaks on the other.
            await _cut.CancelAsync();
            throw;
        }
    }
}
