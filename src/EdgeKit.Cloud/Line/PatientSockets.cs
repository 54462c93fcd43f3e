using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace EdgeKit.Cloud.Line;

/// <summary>
/// Sockets to listen on whose connections outlive a kit's link that is gone for a while: what was lost on the way is sent again every two seconds, in place of waiting
/// twice as long each time, up to two minutes (RFC 6298), while the kit's link may be there for three seconds of thirty.
/// </summary>
internal static class PatientSockets
{
    private const int Tcp = 6;
    private const int UserTimeout = 18;
    private const int LongestRetransmission = 44;
    private const int TryEvery = 2000;
    private const int TryEveryWaiting = 1000;

    /// <summary>Tries every second while the kit is not there, so that its kernel mostly hears what has arrived before it says that again.</summary>
    /// <param name="socket">Its line's.</param>
    /// <param name="isGone">Whether it is not there now.</param>
    public static void Wait(Socket socket, bool isGone)
    {
        try
        {
            socket.SetRawSocketOption(Tcp, LongestRetransmission, BitConverter.GetBytes(isGone ? TryEveryWaiting : TryEvery));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Without it, or closed just now.
            return;
        }
    }

    /// <summary>Binds one; the connections that it accepts have its options.</summary>
    public static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (OperatingSystem.IsLinux())
        {
            // With tries so close together the usual count of them would be over in half a minute.
            socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)KitLine.LongestSilence.TotalMilliseconds));
            try
            {
                socket.SetRawSocketOption(Tcp, LongestRetransmission, BitConverter.GetBytes(TryEvery));
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ProtocolOption)
            {
                // Linux has it since 6.15. Without it kits connect again.
                return socket;
            }
        }

        return socket;
    }
}
