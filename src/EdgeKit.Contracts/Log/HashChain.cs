using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Contracts.Log;

/// <summary>
/// Ties each record to all before it: the first eight bytes of a SHA-256 over the record and the hash before it. The same
/// sequence number with another hash means that a card was cloned or restored.
/// </summary>
public static class HashChain
{
    private const int HeadLength = 1 + 8 + 8 + 16 + 8 + 8 + 1 + 8 + 4 + 4;

    /// <summary>What the first record of an incarnation has as its <see cref="LogRecord.PrevHash"/>.</summary>
    public static ulong Genesis(Guid incarnation)
    {
        Span<byte> bytes = stackalloc byte[16];
        incarnation.TryWriteBytes(bytes, bigEndian: true, out _);
        return Fold(bytes);
    }

    /// <summary>The hash that the record after <paramref name="record"/> carries.</summary>
    public static ulong Of(LogRecord record)
    {
        var type = Encoding.UTF8.GetByteCount(record.Type);
        var length = HeadLength + type + record.Body.Length;
        var rented = length > 2048 ? new byte[length] : null;
        Span<byte> buffer = rented ?? stackalloc byte[2048];
        buffer = buffer[..length];

        buffer[0] = 1;
        BinaryPrimitives.WriteUInt64BigEndian(buffer[1..], record.PrevHash);
        BinaryPrimitives.WriteInt64BigEndian(buffer[9..], record.Seq);
        record.RecordedAt.Boot.TryWriteBytes(buffer[17..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(buffer[33..], record.RecordedAt.MonotonicMs);
        BinaryPrimitives.WriteInt64BigEndian(buffer[41..], record.RecordedAt.WallMs);
        buffer[49] = (byte)record.RecordedAt.Clock;
        BinaryPrimitives.WriteInt64BigEndian(buffer[50..], record.Hlc);
        BinaryPrimitives.WriteInt32BigEndian(buffer[58..], type);
        BinaryPrimitives.WriteInt32BigEndian(buffer[62..], record.Body.Length);
        Encoding.UTF8.GetBytes(record.Type, buffer[HeadLength..]);
        record.Body.Span.CopyTo(buffer[(HeadLength + type)..]);
        return Fold(buffer);
    }

    private static ulong Fold(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
