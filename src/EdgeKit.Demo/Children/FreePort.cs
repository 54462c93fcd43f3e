using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Demo.Children;

/// <summary>Finds a port to listen on.</summary>
internal static class FreePort
{
    /// <summary>The wanted one, or another if somebody has it.</summary>
    public static int Near(int wanted) => Try(wanted) ?? Try(0)!.Value;

    private static int? Try(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException exception) when (port != 0 && exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return null;
        }
    }
}
