using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using EdgeKit.Kernel.Access;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.Front;

/// <summary>Answers on the broker's own ports. Small messages go out at once, without Nagle's delay, and a peer that is gone is found by the kernel.</summary>
internal sealed partial class TcpFront(FrontDoor door, BrokerOptions options, Lazy<IKitCertificate> certificate, BrokerMetrics metrics, TimeProvider time, ILogger<TcpFront> logger) : IDisposable
{
    private const int Backlog = 256;

    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);

    private readonly Dictionary<IPEndPoint, (Socket Socket, Task Accepting)> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins to answer where it does not yet.</summary>
    /// <exception cref="IOException">Somebody else has the port; the message names it.</exception>
    public void Start()
    {
        Listen(options.Listen, isSecure: false);
        Listen(options.ListenTls, isSecure: true);
    }

    /// <summary>Takes no more connections.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        foreach (var (socket, accepting) in _listeners.Values)
        {
            socket.Dispose();
            await accepting;
        }

        _listeners.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (socket, _) in _listeners.Values)
        {
            socket.Dispose();
        }

        _stopping.Dispose();
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "It accepts until the socket is closed, which ends it.")]
    private void Listen(IPEndPoint? endpoint, bool isSecure)
    {
        if (endpoint is null || _listeners.ContainsKey(endpoint))
        {
            return;
        }

        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            socket.Listen(Backlog);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"mqtt.{(isSecure ? "listenTls" : "listen")}: {endpoint} cannot be listened on: {exception.Message}", exception);
        }

        _listeners.Add(endpoint, (socket, AcceptAsync(socket, isSecure)));
        LogListens(endpoint, isSecure ? "TLS" : "TCP");
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever serves the connection gives its place back.")]
    private async Task AcceptAsync(Socket listener, bool isSecure)
    {
        while (true)
        {
            try
            {
                var accepted = await listener.AcceptAsync(_stopping.Token);

                // Ends with its connection, and fails only there. Whether there is room is decided here, one after another.
                _ = accepted.RemoteEndPoint is IPEndPoint remote && door.Enter(remote.Address) is { } place ? ServeAsync(accepted, remote, place, isSecure) : TurnAwayAsync(accepted);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException exception)
            {
                // It left before it was accepted, or there are no descriptors for now.
                LogNotAccepted(exception.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, CancellationToken.None);
            }
        }
    }

    private static Task TurnAwayAsync(Socket accepted)
    {
        accepted.Dispose();
        return Task.CompletedTask;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The one place where a connection ends, however it does; the others go on.")]
    private async Task ServeAsync(Socket accepted, IPEndPoint remote, IDisposable place, bool isSecure)
    {
        using var _ = place;
        try
        {
            accepted.NoDelay = true;
            accepted.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            accepted.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
            accepted.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            accepted.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
            using var connection = new FrontConnection(accepted.LocalEndPoint as IPEndPoint, remote, isSecure);
            await using var stream = new NetworkStream(accepted, ownsSocket: true);
            if (!isSecure)
            {
                await door.ServeAsync(stream, connection);
            }
            else if (await SecureAsync(stream) is { } secured)
            {
                await door.ServeAsync(secured, connection);
            }
        }
        catch (Exception exception)
        {
            LogBroken(exception.Message);
        }
    }

    private async Task<SslStream?> SecureAsync(Stream stream)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: true);
        using var patience = new CancellationTokenSource(HandshakeWithin, time);
        try
        {
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Value.Current }, patience.Token);
            return secured;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException)
        {
            metrics.Refused("handshake");
            await secured.DisposeAsync();
            return null;
        }
    }

    [LoggerMessage(12001, LogLevel.Information, "MQTT on {Endpoint} over {Transport}")]
    private partial void LogListens(IPEndPoint endpoint, string transport);

    [LoggerMessage(12002, LogLevel.Debug, "A connection over MQTT broke off: {Why}")]
    private partial void LogBroken(string why);

    [LoggerMessage(12003, LogLevel.Debug, "A connection over MQTT was not accepted: {Why}")]
    private partial void LogNotAccepted(string why);
}
