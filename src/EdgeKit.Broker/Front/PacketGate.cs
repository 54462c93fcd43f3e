namespace EdgeKit.Broker.Front;

/// <summary>
/// Looks at the bytes of a connection before anything is made of them: where packets begin and end, of which kind they are, and how large
/// they say they will be. The server behind it takes whatever length is announced as memory.
/// </summary>
internal sealed class PacketGate(int largestConnect, int largest)
{
    private const int Connect = 1;
    private const int MostLengthBytes = 4;

    private Part _part = Part.Kind;
    private int _length;
    private int _lengthBytes;
    private int _left;

    private enum Part
    {
        Kind,
        Length,
        Body,
    }

    /// <summary>What is wrong; nothing more is let through then.</summary>
    public GateFault Fault { get; private set; }

    /// <summary>Packets that went through whole.</summary>
    public long Packets { get; private set; }

    /// <summary>Whether a packet has begun and not ended.</summary>
    public bool IsInside => _part is not Part.Kind;

    /// <summary>Looks at what came next.</summary>
    /// <returns>How much of it may be passed on: all of it, or what stands before a fault.</returns>
    public int Look(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Fault is GateFault.None)
        {
            switch (_part)
            {
                case Part.Kind:
                    Fault = Packets == 0 ? FirstFault(bytes[at]) : KindFault(bytes[at]);
                    (_part, _length, _lengthBytes) = (Part.Length, 0, 0);
                    break;
                case Part.Length:
                    TakeLength(bytes[at]);
                    break;
                case Part.Body:
                    var taken = Math.Min(_left, bytes.Length - at);
                    at += taken;
                    _left -= taken;
                    EndIfWhole();
                    continue;
            }

            at += Fault is GateFault.None ? 1 : 0;
        }

        return at;
    }

    private static GateFault FirstFault(byte kind) => kind == Connect << 4 ? GateFault.None : GateFault.NotMqtt;

    // What a client sends after CONNECT, with the flags that the protocol reserves (MQTT 5.0, section 2.1).
    private static GateFault KindFault(byte kind) => (kind >> 4, kind & 0x0F) switch
    {
        (3, var flags) when (flags & 0x06) != 0x06 => GateFault.None,
        (4 or 5 or 7 or 12 or 14 or 15, 0) => GateFault.None,
        (6 or 8 or 10, 2) => GateFault.None,
        _ => GateFault.WrongPacket,
    };

    private void TakeLength(byte next)
    {
        _length |= (next & 0x7F) << (7 * _lengthBytes++);
        if (_length > (Packets == 0 ? largestConnect : largest) || (next >= 0x80 && _lengthBytes == MostLengthBytes))
        {
            Fault = GateFault.TooLarge;
        }
        else if (next < 0x80)
        {
            (_part, _left) = (Part.Body, _length);
            EndIfWhole();
        }
    }

    private void EndIfWhole()
    {
        if (_left == 0)
        {
            _part = Part.Kind;
            Packets++;
        }
    }
}
