using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Broker.Front;

/// <summary>Answers on the broker's own ports. The sockets are the web server's kind: without Nagle's delay, and shared fairly among addresses.</summary>
internal sealed partial class TcpFront(
    IConnectionListenerFactory sockets, FrontDoor door, BrokerOptions options, Lazy<IKitCertificate> certificate, BrokerMetrics metrics, TimeProvider time, ILogger<TcpFront> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);

    private readonly List<(IConnectionListener Listener, Task Accepting)> _listeners = [];
    private readonly List<IPEndPoint> _listening = [];

    /// <summary>Where it answers; the port is the system's choice where 0 was asked for.</summary>
    public IEnumerable<EndPoint> Endpoints => _listeners.Select(static one => one.Listener.EndPoint);

    /// <summary>Begins to answer where it does not yet.</summary>
    /// <exception cref="IOException">Somebody else has the port; the message names it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ListenAsync(options.Listen, isSecure: false, cancellationToken);
        await ListenAsync(options.ListenTls, isSecure: true, cancellationToken);
    }

    /// <summary>Takes no more connections.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (listener, accepting) in _listeners)
        {
            await listener.UnbindAsync(cancellationToken);
            await accepting;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (listener, _) in _listeners)
        {
            await listener.DisposeAsync();
        }
    }

    private async Task ListenAsync(IPEndPoint? endpoint, bool isSecure, CancellationToken cancellationToken)
    {
        if (endpoint is null || _listening.Contains(endpoint))
        {
            return;
        }

        try
        {
            var listener = await sockets.BindAsync(endpoint, cancellationToken);
            _listeners.Add((listener, AcceptAsync(listener, isSecure)));
            _listening.Add(endpoint);
        }
        catch (Exception exception) when (exception is AddressInUseException or System.Net.Sockets.SocketException)
        {
            throw new IOException($"mqtt.{(isSecure ? "listenTls" : "listen")}: {endpoint} cannot be listened on: {exception.Message}", exception);
        }

        LogListens(endpoint, isSecure ? "TLS" : "TCP");
    }

    private async Task AcceptAsync(IConnectionListener listener, bool isSecure)
    {
        while (await listener.AcceptAsync() is { } accepted)
        {
            // Ends with its connection, and fails only there.
            _ = ServeAsync(accepted, isSecure);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The one place where a connection ends, however it does; the others go on.")]
    private async Task ServeAsync(ConnectionContext accepted, bool isSecure)
    {
        await Task.Yield();
        try
        {
            using var connection = new FrontConnection(accepted.LocalEndPoint as IPEndPoint, accepted.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0), isSecure);
            await using var stream = new DuplexStream(accepted.Transport);
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
        finally
        {
            await accepted.DisposeAsync();
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
}
