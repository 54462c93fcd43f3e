using System.Net.Sockets;

namespace EdgeKit.Testing.Links;

/// <summary>How often the kernel sends again what was lost.</summary>
public static class KernelTries
{
    private const int Tcp = 6;
    private const int LongestRetransmission = 44;

    /// <summary>Milliseconds between two tries at the most; null where the kernel is too old to be told (Linux before 6.15).</summary>
    /// <param name="socket">A connection.</param>
    public static int? Of(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        var value = new byte[4];
        try
        {
            socket.GetRawSocketOption(Tcp, LongestRetransmission, value);
            return BitConverter.ToInt32(value);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ProtocolOption)
        {
            return null;
        }
    }
}
