using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Log;

namespace EdgeKit.Ledger.Feed;

/// <summary>
/// The log on a stick: a line that says what it is, a CloudEvent a line, and a line with the SHA-256 of all before it. Reads the
/// ledger only, so it works beside the daemon and without it.
/// </summary>
internal static class FeedExport
{
    private const int AtOnce = 1000;

    /// <summary>Writes what the cloud does not have.</summary>
    /// <returns>How many records that are.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<long> WriteAsync(Settings settings, KitOptions kit, CloudConsumer cloud, string path, CancellationToken cancellationToken)
    {
        var (incarnation, after, last) = ReadBounds(settings, cloud);
        using var reader = new LedgerReader(settings);
        var beside = path + ".new";
        await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var line = new ArrayBufferWriter<byte>();
            await WriteLineAsync(Head(kit.Id, incarnation, after + 1, last));
            for (var position = after; position < last;)
            {
                var records = await reader.ReadRecordsAsync(position, (int)Math.Min(AtOnce, last - position), cancellationToken);
                foreach (var record in records)
                {
                    line.ResetWrittenCount();
                    CloudEventBatch.WriteOne(line, CloudEventBatch.SourceOf(kit.Id, incarnation), record);
                    await WriteLineAsync(line.WrittenMemory);
                }

                position = records[^1].Seq;
            }

            await WriteLineAsync(Encoding.UTF8.GetBytes($$"""{"sha256":"{{Convert.ToHexStringLower(hash.GetCurrentHash())}}"}"""));
            await file.FlushAsync(cancellationToken);
            DiskFlush.Flush(file.SafeFileHandle);

            async ValueTask WriteLineAsync(ReadOnlyMemory<byte> bytes)
            {
                await file.WriteAsync(bytes, cancellationToken);
                await file.WriteAsync("\n"u8.ToArray(), cancellationToken);
                hash.AppendData(bytes.Span);
                hash.AppendData("\n"u8);
            }
        }

        File.Move(beside, path, overwrite: true);
        AtomicFile.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return last - after;
    }

    private static byte[] Head(string kit, Guid incarnation, long first, long last) => JsonSerializer.SerializeToUtf8Bytes(
        new FeedExportHead("edgekit-feed", 1, kit, incarnation, first, last, last - first + 1), LedgerJson.Default.FeedExportHead);

    private static (Guid Incarnation, long After, long Last) ReadBounds(Settings settings, CloudConsumer cloud)
    {
        using var connection = LedgerFile.OpenForReading(settings.DataDirectory);
        using var command = connection.Prepare(
            """
            SELECT incarnation, max(first - 1, coalesce((SELECT ack FROM consumers WHERE name = $cloud), 0)), coalesce((SELECT max(seq) FROM log), 0) FROM kit
            """,
            "$cloud");
        command.Parameters[0].Value = cloud.Name;
        using var row = command.ExecuteReader();
        return row.Read()
            ? (new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetInt64(1), row.GetInt64(2))
            : throw new InvalidDataException("The ledger is empty: the daemon has never run with this data directory.");
    }
}
