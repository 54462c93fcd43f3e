using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeKit.Contracts.Log;

/// <summary>
/// An order's id follows from incarnation and sequence, so that a thin link need not carry it and the kit needs no index
/// for it: 48 bits of sequence and 74 bits of keyed hash, as a UUID of version 8 (RFC 9562, 5.8). Without the incarnation,
/// which no page shows, nobody guesses the next one.
/// </summary>
public static class OrderIds
{
    private const long MaxSeq = (1L << 48) - 1;

    /// <summary>The id of the order that record <paramref name="seq"/> accepts.</summary>
    public static Guid Of(Guid incarnation, long seq)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seq);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seq, MaxSeq);

        Span<byte> input = stackalloc byte[24];
        incarnation.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(input[16..], seq);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);

        var id = hash[..16];
        BinaryPrimitives.WriteUInt16BigEndian(id, (ushort)(seq >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(id[2..], (uint)seq);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    /// <summary>The sequence that <paramref name="orderId"/> stands for, or null if it is not an id of this incarnation.</summary>
    public static long? SeqOf(Guid incarnation, Guid orderId)
    {
        Span<byte> id = stackalloc byte[16];
        orderId.TryWriteBytes(id, bigEndian: true, out _);
        var seq = ((long)BinaryPrimitives.ReadUInt16BigEndian(id) << 32) | BinaryPrimitives.ReadUInt32BigEndian(id[2..]);
        return seq > 0 && Of(incarnation, seq) == orderId ? seq : null;
    }
}
