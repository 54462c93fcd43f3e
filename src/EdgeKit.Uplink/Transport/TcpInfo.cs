using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeKit.Uplink.Transport;

/// <summary>What the kernel knows of a connection (<c>struct tcp_info</c> of linux/tcp.h).</summary>
/// <param name="SinceAck">How long ago the far end was heard.</param>
/// <param name="RoundTrip">How long an answer takes now, with what waits in queues on the way; smoothed.</param>
/// <param name="LeastRoundTrip">How long it takes with empty queues, as far as was seen.</param>
/// <param name="Sent">Packets with data that were sent, those again included.</param>
/// <param name="Resent">Packets that were sent again.</param>
/// <param name="OnTheWay">
/// Bytes that were handed over and that the far end's kernel does not have yet as far as is known, as if each packet were full. Packets that wait there for a lost one before them
/// have arrived (RFC 2018).
/// </param>
internal readonly record struct TcpInfo(TimeSpan SinceAck, TimeSpan RoundTrip, TimeSpan LeastRoundTrip, long Sent, long Resent, long OnTheWay)
{
    private const int Tcp = 6;
    private const int Option = 11;
    private const int PacketBytes = 16;
    private const int PacketsUnderWay = 24;
    private const int PacketsBehindLost = 28;
    private const int LastAckMilliseconds = 56;
    private const int RoundTripMicroseconds = 68;
    private const int TotalRetransmissions = 100;
    private const int BytesToSend = 144;
    private const int LeastRoundTripMicroseconds = 148;
    private const int DataPackets = 156;
    private const int Length = DataPackets + sizeof(uint);

    /// <summary>Asks the kernel.</summary>
    /// <returns>Nothing where the kernel is older than Linux 4.6.</returns>
    /// <exception cref="SocketException">It is closed.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public static TcpInfo? Of(Socket socket)
    {
        Span<byte> info = stackalloc byte[Length];
        return socket.GetRawSocketOption(Tcp, Option, info) < Length
            ? null
            : new TcpInfo(
                TimeSpan.FromMilliseconds(Number(info, LastAckMilliseconds)),
                TimeSpan.FromMicroseconds(Number(info, RoundTripMicroseconds)),
                TimeSpan.FromMicroseconds(Number(info, LeastRoundTripMicroseconds)),
                Number(info, DataPackets),
                Number(info, TotalRetransmissions),
                Number(info, BytesToSend) + ((Number(info, PacketsUnderWay) - Number(info, PacketsBehindLost)) * Number(info, PacketBytes)));
    }

    private static long Number(ReadOnlySpan<byte> info, int at) => BinaryPrimitives.ReadUInt32LittleEndian(info[at..]);
}
