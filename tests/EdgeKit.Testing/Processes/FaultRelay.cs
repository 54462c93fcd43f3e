using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Testing.Processes;

/// <summary>The way between a kit and its cloud: a TCP relay on a port of its own that can be made to fail in every way that such ways do.</summary>
public sealed class FaultRelay : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<RelayConnection, Task> _connections = new();
    private readonly int _cloudPort;
    private readonly Impostor _impostor;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private long _toCloud;
    private long _fromCloud;

    private FaultRelay(int cloudPort, Impostor impostor)
    {
        _cloudPort = cloudPort;
        _impostor = impostor;
        Port = Loopback.FreePort();
        Listen();
    }

    /// <summary>The port that the kit believes to be the cloud's.</summary>
    public int Port { get; }

    /// <summary>The same as an address.</summary>
    public Uri Address => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", Port).Uri;

    /// <summary>What the way does now.</summary>
    public RelayFault Fault { get; private set; }

    /// <summary>With <see cref="RelayFault.Reset"/>: how much each connection carries before.</summary>
    public int ResetAfterBytes { get; set; } = 2000;

    /// <summary>With <see cref="RelayFault.Slow"/>.</summary>
    public int SlowBytesPerSecond { get; set; } = 20_000;

    /// <summary>Bytes carried towards the cloud.</summary>
    public long BytesToCloud => Interlocked.Read(ref _toCloud);

    /// <summary>Bytes carried back.</summary>
    public long BytesFromCloud => Interlocked.Read(ref _fromCloud);

    /// <summary>Connections that a fault has ended, swallowed bytes of, or answered in the cloud's place.</summary>
    public int Struck { get; private set; }

    /// <summary>Whose log an impostor speaks of, where it lies about that log.</summary>
    public Guid Incarnation
    {
        get => _impostor.Incarnation;
        set => _impostor.Incarnation = value;
    }

    /// <summary>A way that carries everything to <paramref name="cloudPort"/> on this machine.</summary>
    public static async Task<FaultRelay> StartAsync(int cloudPort, CancellationToken cancellationToken) =>
        new(cloudPort, await Impostor.StartAsync(cancellationToken));

    /// <summary>Makes the way fail, or work again. Connections that a fault may have touched, or that it could not touch, are reset.</summary>
    public void Switch(RelayFault fault)
    {
        lock (_gate)
        {
            var touchesOpenOnes = fault is RelayFault.HalfOpen or RelayFault.AnswerLost or RelayFault.Reset or RelayFault.Slow;
            var wasClean = Fault is RelayFault.None or RelayFault.Slow;
            Fault = fault;
            _impostor.Plays = fault;
            if (fault == RelayFault.Refuse)
            {
                _listener?.Dispose();
                _listener = null;
            }
            else if (_listener is null)
            {
                Listen();
            }

            if (!touchesOpenOnes || !wasClean)
            {
                foreach (var connection in _connections.Keys)
                {
                    connection.Reset();
                }
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        lock (_gate)
        {
            _listener?.Dispose();
        }

        await _accepting;
        foreach (var (connection, carrying) in _connections)
        {
            connection.Reset();
            await carrying;
        }

        await _impostor.DisposeAsync();
        _ended.Dispose();
    }

    internal void Count(int toCloud, int fromCloud)
    {
        Interlocked.Add(ref _toCloud, toCloud);
        Interlocked.Add(ref _fromCloud, fromCloud);
    }

    internal void Strike()
    {
        lock (_gate)
        {
            Struck++;
        }
    }

    private void Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen(128);
        _listener = listener;
        _accepting = AcceptAsync(listener, _accepting);
    }

    private async Task AcceptAsync(Socket listener, Task before)
    {
        await before;
        while (!_ended.IsCancellationRequested)
        {
            Socket near;
            try
            {
                near = await listener.AcceptAsync(_ended.Token);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            var isImpostor = Fault >= RelayFault.CaptivePortal;
            var connection = new RelayConnection(this, near, isImpostor ? _impostor.Port : _cloudPort, isImpostor);
            var carrying = CarryAsync(connection);
            _connections[connection] = carrying;
            if (carrying.IsCompleted)
            {
                _connections.TryRemove(connection, out _);
            }
        }
    }

    private async Task CarryAsync(RelayConnection connection)
    {
        await Task.Yield();
        using (connection)
        {
            await connection.CarryAsync(_ended.Token);
            _connections.TryRemove(connection, out _);
        }
    }
}
