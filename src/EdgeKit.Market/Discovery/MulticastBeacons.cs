using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Discovery;

/// <summary>
/// Beacons by IPv4 multicast, to a group that no router forwards (RFC 2365, local scope; time to live 1). Interfaces come and go: each call
/// looks for them anew, and joins the group on those that are there.
/// </summary>
internal sealed partial class MulticastBeacons(MarketOptions options, ILogger<MulticastBeacons> logger) : IBeaconTransport
{
    private const int Port = 8484;

    // IPPROTO_IP and IP_MULTICAST_IF of ip(7).
    private const int InternetProtocol = 0;
    private const int MulticastInterface = 32;

    private static readonly IPAddress Group = IPAddress.Parse("239.255.84.84");

    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private Socket? _socket;

    /// <inheritdoc />
    public async ValueTask SendAsync(ReadOnlyMemory<byte> beacon, CancellationToken cancellationToken)
    {
        _socket ??= Open();
        foreach (var way in MarketInterface.Find(options.Interface))
        {
            try
            {
                Join(_socket, way);
                _socket.SetRawSocketOption(InternetProtocol, MulticastInterface, Out(way));
                await _socket.SendToAsync(beacon, SocketFlags.None, new IPEndPoint(Group, Port), cancellationToken);
                if (_failing.Remove(way.Name))
                {
                    LogWorks(way.Name);
                }
            }
            catch (SocketException exception)
            {
                // Another interface may work, and this one at the next call.
                if (_failing.Count < 64 && _failing.Add(way.Name))
                {
                    LogFails(way.Name, exception.Message);
                }
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask<(int Length, IPAddress From)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _socket ??= Open();
        var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
        return (received.ReceivedBytes, ((IPEndPoint)received.RemoteEndPoint).Address);
    }

    /// <inheritdoc />
    public void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller keeps it.")]
    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // Shared with whoever else listens to the group on this machine, and bound to the group: nothing that is sent to the kit alone comes in.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.Bind(new IPEndPoint(Group, Port));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, optionValue: true);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The <c>ip_mreqn</c> of ip(7): no group, the interface's own address for the sender's, the interface.</summary>
    private static byte[] Out(MarketInterface way) => [0, 0, 0, 0, .. way.Address.GetAddressBytes(), .. BitConverter.GetBytes(way.Index)];

    private static void Join(Socket socket, MarketInterface way)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, way.Index));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // It had joined there before.
            return;
        }
    }

    [LoggerMessage(10040, LogLevel.Warning, "The market is not called on {Interface}: {Why}")]
    private partial void LogFails(string @interface, string why);

    [LoggerMessage(10041, LogLevel.Information, "The market is called on {Interface} again")]
    private partial void LogWorks(string @interface);
}
