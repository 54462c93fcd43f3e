using CsCheck;
using EdgeKit.Broker.Front;

namespace EdgeKit.Broker.Tests.Front;

public sealed class PacketGateTests
{
    // MQTT 5, clean start, no keep-alive, no properties, client "a".
    private static readonly byte[] Connect = [0x10, 14, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 0, 0, 0, 1, (byte)'a'];
    private static readonly byte[] Ping = [0xC0, 0];

    [Fact]
    public void What_a_client_sends_goes_through()
    {
        var gate = new PacketGate(1024, 1024);
        byte[] sent = [.. Connect, .. Ping, 0x30, 3, 0, 1, (byte)'t', .. Ping];

        Assert.Equal(sent.Length, gate.Look(sent));
        Assert.Equal((GateFault.None, 4L, false), (gate.Fault, gate.Packets, gate.IsInside));
    }

    [Theory]
    [InlineData(new byte[] { 0x16, 0x03, 0x01 })]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T' })]
    [InlineData(new byte[] { 0x11, 0 })]
    [InlineData(new byte[] { 0x30, 0 })]
    public void What_does_not_begin_with_CONNECT_is_no_MQTT(byte[] sent)
    {
        var gate = new PacketGate(1024, 1024);

        Assert.Equal(0, gate.Look(sent));
        Assert.Equal(GateFault.NotMqtt, gate.Fault);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x10)]
    [InlineData(0x20)]
    [InlineData(0x36)]
    [InlineData(0x80)]
    [InlineData(0x90)]
    [InlineData(0xA0)]
    [InlineData(0xB0)]
    [InlineData(0xC1)]
    [InlineData(0xD0)]
    public void What_no_client_sends_is_stopped(byte kind)
    {
        var gate = new PacketGate(1024, 1024);

        Assert.Equal(Connect.Length, gate.Look([.. Connect, kind, 0]));
        Assert.Equal(GateFault.WrongPacket, gate.Fault);
    }

    [Fact]
    public void The_length_that_makes_a_packet_too_large_is_not_passed_on()
    {
        var gate = new PacketGate(1024, 1024);

        // 268,435,455 bytes: the most that can be said.
        Assert.Equal(2, gate.Look([0x10, 0xFF, 0xFF, 0xFF, 0x7F]));
        Assert.Equal(GateFault.TooLarge, gate.Fault);
        Assert.Equal(0, gate.Look(Ping));
    }

    [Fact]
    public void A_length_of_more_than_four_bytes_is_none()
    {
        var gate = new PacketGate(1024, 1024);

        Assert.Equal(4, gate.Look([0x10, 0x80, 0x80, 0x80, 0x80, 0x01]));
        Assert.Equal(GateFault.TooLarge, gate.Fault);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void The_bound_is_the_bound_after_CONNECT_too(int length, bool fits)
    {
        var gate = new PacketGate(64, 1024);

        gate.Look([.. Connect, 0x30, (byte)((length & 0x7F) | 0x80), (byte)(length >> 7)]);

        Assert.Equal(fits ? GateFault.None : GateFault.TooLarge, gate.Fault);
    }

    [Fact]
    public void Half_a_CONNECT_is_inside_a_packet()
    {
        var gate = new PacketGate(1024, 1024);

        Assert.Equal(7, gate.Look(Connect.AsSpan(0, 7)));
        Assert.Equal((GateFault.None, 0L, true), (gate.Fault, gate.Packets, gate.IsInside));
    }

    [Fact]
    public void However_bytes_are_cut_the_gate_sees_the_same() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[1, 20].Array[1, 30], Gen.Bool).Sample(static (tail, cuts, isClient) =>
    {
        byte[] sent = isClient ? [.. Connect, .. tail] : tail;
        var (whole, cut) = (new PacketGate(32, 40), new PacketGate(32, 40));
        var passed = whole.Look(sent);
        var (at, passedInParts) = (0, 0);
        for (var part = 0; at < sent.Length; part++)
        {
            var length = Math.Min(cuts[part % cuts.Length], sent.Length - at);
            passedInParts += cut.Look(sent.AsSpan(at, length));
            at += length;
        }

        Assert.Equal((passed, whole.Fault, whole.Packets, whole.IsInside), (passedInParts, cut.Fault, cut.Packets, cut.IsInside));
        Assert.True(passed <= sent.Length);
    });
}
