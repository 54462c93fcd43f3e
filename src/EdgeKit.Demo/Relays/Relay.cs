using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Demo.Relays;

/// <summary>
/// A way from here to there that can be cut and restored. Its port stays its own while it refuses: a second socket that never
/// listens holds it.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private const int MostConnections = 256;

    private readonly Lock _gate = new();
    private readonly IPEndPoint _target;
    private readonly Socket _holder;
    private readonly HashSet<RelayConnection> _connections = [];
    private readonly List<Task> _accepting = [];
    private Socket? _listener;
    private TaskCompletionSource _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Relay(IPEndPoint target)
    {
        _target = target;
        _holder = Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_holder.LocalEndPoint!).Port;
    }

    /// <summary>Where to connect, on the loopback address.</summary>
    public int Port { get; }

    /// <summary>What is wrong now.</summary>
    public RelayFault Fault { get; private set; }

    /// <summary>Opens a way to <paramref name="port"/> of the loopback address.</summary>
    public static Relay To(int port)
    {
        var relay = new Relay(new IPEndPoint(IPAddress.Loopback, port));
        relay.Set(RelayFault.None);
        return relay;
    }

    /// <summary>Cuts or restores the way.</summary>
    public void Set(RelayFault fault)
    {
        lock (_gate)
        {
            Fault = fault;
            if (fault == RelayFault.Refuse)
            {
                _listener?.Dispose();
                _listener = null;
            }
            else
            {
                Listen();
            }

            if (fault != RelayFault.Hang)
            {
                _flow.TrySetResult();
            }
            else if (_flow.Task.IsCompleted)
            {
                _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            // Inside the lock, where none of them can end and be disposed.
            if (fault is RelayFault.Refuse or RelayFault.Reset)
            {
                _connections.ToList().ForEach(static connection => connection.Abort());
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Set(RelayFault.Refuse);
        _holder.Dispose();
        Task[] left;
        lock (_gate)
        {
            left = [.. _accepting, .. _connections.Select(static connection => connection.Done)];
        }

        await Task.WhenAll(left);
    }

    /// <summary>Returns when bytes may pass.</summary>
    internal Task FlowAsync()
    {
        lock (_gate)
        {
            return _flow.Task;
        }
    }

    internal void Leave(RelayConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
        }
    }

    private static Socket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(address);
        return socket;
    }

    private void Listen()
    {
        if (_listener is not null)
        {
            return;
        }

        _listener = Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen(64);
        _accepting.RemoveAll(static task => task.IsCompleted);
        _accepting.Add(AcceptAsync(_listener));
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The way was cut.
                return;
            }

            Take(client);
        }
    }

    private void Take(Socket client)
    {
        lock (_gate)
        {
            if (Fault is RelayFault.Refuse or RelayFault.Reset || _connections.Count >= MostConnections)
            {
                RelayConnection.Abort(client);
                return;
            }

            var connection = new RelayConnection(this, client, _target);
            _connections.Add(connection);
            connection.Start();
        }
    }
}
