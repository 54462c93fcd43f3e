using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>Writes protocol buffers (encoding of version 3). What is 0 or empty is left out, as their rules say.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;

    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    /// <summary>Begins anew.</summary>
    public void Clear() => _output.ResetWrittenCount();

    public void Unsigned(int field, ulong value)
    {
        if (value != 0)
        {
            Tag(field, Varint);
            Put(value);
        }
    }

    public void Signed(int field, long value) => Unsigned(field, (ulong)((value << 1) ^ (value >> 63)));

    public void Hash(int field, ulong value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(_output.GetSpan(8), value);
        _output.Advance(8);
    }

    public void Text(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Each(field, value);
        }
    }

    /// <summary>One of several: there even where it is empty.</summary>
    public void Each(int field, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Tag(field, Delimited);
        Put((ulong)length);
        Encoding.UTF8.GetBytes(value, _output.GetSpan(length));
        _output.Advance(length);
    }

    /// <summary>Bytes, or a message within this one.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        Put((ulong)value.Length);
        _output.Write(value);
    }

    public void Id(int field, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bytes(field, bytes);
    }

    /// <summary>A number of a packed field.</summary>
    public void Put(ulong value)
    {
        var span = _output.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _output.Advance(length);
    }

    private void Tag(int field, int wire) => Put((ulong)((field << 3) | wire));
}
