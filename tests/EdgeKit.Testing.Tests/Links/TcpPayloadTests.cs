using System.Buffers.Binary;
using EdgeKit.Testing.Links;

namespace EdgeKit.Testing.Tests;

public sealed class TcpPayloadTests
{
    private const byte Syn = 0x02;
    private const byte Fin = 0x01;
    private const byte Ack = 0x10;

    private readonly TcpPayload _payload = new();

    [Fact]
    public void Headers_and_the_handshake_count_for_nothing()
    {
        _payload.See(Segment(1, 99, 0, Syn));
        _payload.See(Segment(1, 100, 0, Ack));
        _payload.See(Segment(1, 100, 10, Ack));
        _payload.See(Segment(1, 110, 0, Fin));
        _payload.See(Segment(1, 111, 0, Ack));

        Assert.Equal(10, _payload.Bytes);
    }

    [Fact]
    public void What_is_sent_again_counts_once()
    {
        _payload.See(Segment(1, 100, 10, Ack));
        _payload.See(Segment(1, 100, 10, Ack));
        _payload.See(Segment(1, 105, 10, Ack));

        Assert.Equal(15, _payload.Bytes);
    }

    [Fact]
    public void Sequence_numbers_go_round()
    {
        _payload.See(Segment(1, uint.MaxValue - 4, 10, Ack));
        _payload.See(Segment(1, 5, 10, Ack));

        Assert.Equal(20, _payload.Bytes);
    }

    [Fact]
    public void Connections_are_counted_apart()
    {
        _payload.See(Segment(1, 100, 10, Ack));
        _payload.See(Segment(2, 90, 10, Ack));

        Assert.Equal(20, _payload.Bytes);
    }

    [Fact]
    public void Other_protocols_are_passed_over()
    {
        var packet = Segment(1, 100, 10, Ack);
        packet[9] = 17;
        _payload.See(packet);
        _payload.See(new byte[8]);

        Assert.Equal(0, _payload.Bytes);
    }

    private static byte[] Segment(ushort port, uint seq, int length, byte flags)
    {
        var packet = new byte[20 + 32 + length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[9] = 6;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), port);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(24), seq);
        packet[32] = 8 << 4;
        packet[33] = flags;
        return packet;
    }
}
