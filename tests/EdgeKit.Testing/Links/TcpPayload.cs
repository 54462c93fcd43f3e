using System.Buffers.Binary;

namespace EdgeKit.Testing.Links;

/// <summary>Counts what the TCP connections of one direction carried, each byte once however often it was sent.</summary>
public sealed class TcpPayload
{
    private const byte Tcp = 6;
    private const byte Syn = 0x02;
    private readonly Dictionary<ulong, uint> _next = [];

    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Looks at an IPv4 packet.</summary>
    public void See(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 40 || packet[0] >> 4 != 4 || packet[9] != Tcp)
        {
            return;
        }

        var header = (packet[0] & 0x0F) * 4;
        var total = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        var segment = packet[header..total];
        var flow = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(packet[16..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(segment);
        var seq = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]);
        var length = (uint)(segment.Length - ((segment[12] >> 4) * 4));
        if ((segment[13] & Syn) != 0)
        {
            _next[flow] = seq + 1;
            return;
        }

        if (length == 0)
        {
            return;
        }

        // Sequence numbers go round; only what lies beyond the furthest byte seen is new.
        var end = seq + length;
        var next = _next.GetValueOrDefault(flow, seq);
        var fresh = (int)(end - next);
        if (fresh > 0)
        {
            Bytes += fresh;
            _next[flow] = end;
        }
    }
}
