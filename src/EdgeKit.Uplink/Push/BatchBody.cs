using System.Buffers;
using System.IO.Compression;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Push;

/// <summary>Writes records as they go over the wire.</summary>
internal static class BatchBody
{
    /// <summary>The bytes, and how they are packed.</summary>
    public static (string? Encoding, ReadOnlyMemory<byte> Bytes) Write(LogForm form, string kit, Guid incarnation, IReadOnlyList<LogRecord> records)
    {
        if (form is LogForm.CloudEvents)
        {
            return ("gzip", Gzip(CloudEventBatch.SourceOf(kit, incarnation), records));
        }

        var compact = CompactBatch.Write(incarnation, records);
        return Zstandard.Compress(compact.Span) is { } packed ? (Zstandard.Encoding, packed) : (null, compact);
    }

    private static byte[] Gzip(string source, IReadOnlyList<LogRecord> records)
    {
        var json = new ArrayBufferWriter<byte>(records.Count * 512);
        CloudEventBatch.Write(json, source, records);
        using var compressed = new MemoryStream(json.WrittenCount / 8);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(json.WrittenSpan);
        }

        return compressed.ToArray();
    }
}
