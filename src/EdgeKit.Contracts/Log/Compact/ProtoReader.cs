using System.Buffers.Binary;
using System.Text;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>Reads protocol buffers. Everything is a slice of what it was given; nothing is believed about lengths.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _left = message;
    private int _wire;

    /// <summary>The number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>Goes to the next field.</summary>
    public bool Next()
    {
        if (_left.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        (Field, _wire) = ((int)(tag >> 3), (int)(tag & 7));
        return tag >> 3 is > 0 and < (1 << 29) ? true : throw Broken("a field has no number");
    }

    public ulong Unsigned()
    {
        Expect(0);
        return Varint();
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A small number, such as an index.</summary>
    public int Small()
    {
        var value = Unsigned();
        return value <= int.MaxValue ? (int)value : throw Broken("a number is too large");
    }

    /// <summary>A record's number, or a time.</summary>
    public long Sequence()
    {
        var value = Unsigned();
        return value <= long.MaxValue ? (long)value : throw Broken("a number is too large");
    }

    public ulong Hash()
    {
        Expect(1);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return value;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Expect(2);
        var length = Varint();
        return length <= (ulong)_left.Length ? Take((int)length) : throw Broken("a field is longer than its message");
    }

    public string Text()
    {
        try
        {
            return Strict.GetString(Bytes());
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("a text is not UTF-8", exception);
        }
    }

    public Guid Id()
    {
        var bytes = Bytes();
        return bytes.Length == 16 ? new Guid(bytes, bigEndian: true) : throw Broken("an id has not 16 bytes");
    }

    /// <summary>Passes over a field that nobody knows.</summary>
    public void Skip()
    {
        switch (_wire)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes();
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Broken("a field is of a kind that is not used");
        }
    }

    /// <summary>A number without a tag, of a packed field.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return shift < 63 || next <= 1 ? value : throw Broken("a number is too large");
            }
        }

        throw Broken("a number has no end");
    }

    private static FormatException Broken(string why) => new(why);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length)
        {
            throw Broken("it ends in the middle of a field");
        }

        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    private readonly void Expect(int wire)
    {
        if (_wire != wire)
        {
            throw Broken($"field {Field} is of another kind");
        }
    }
}
