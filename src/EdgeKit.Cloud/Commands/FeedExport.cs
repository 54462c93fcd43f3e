using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Commands;

/// <summary>
/// A kit's log as a file: a line that says whose, a line per record, a line with the checksum of all before it. It is read twice,
/// first to know that it is whole.
/// </summary>
internal sealed class FeedExport
{
    private const string Format = "edgekit-feed";
    private const int Version = 1;
    private const int LongestLine = 1024 * 1024;
    private const int RecordsAtOnce = 1_000;
    private const int BytesAtOnce = 8 * 1024 * 1024;

    private readonly string _path;

    private FeedExport(string path, ExportHeader header) => (_path, Header) = (path, header);

    /// <summary>What the file says of itself.</summary>
    public ExportHeader Header { get; }

    /// <summary>Reads a file through and checks that it is whole.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static async Task<FeedExport> OpenAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = Reading(path);
        var lines = new LineReader(file, LongestLine);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = ParseHeader(await lines.ReadAsync(cancellationToken));
        hash.AppendData(header.Line);
        hash.AppendData("\n"u8);

        // A line is known to be the last only once there is none behind it, so each is kept until then.
        var last = new ArrayBufferWriter<byte>();
        var count = -1L;
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            if (++count > 0)
            {
                hash.AppendData(last.WrittenSpan);
                hash.AppendData("\n"u8);
            }

            last.ResetWrittenCount();
            last.Write(line.Span);
        }

        var footer = Parse(last.WrittenMemory, CloudJson.Default.ExportFooter, "the last line is no checksum: the file was cut off");
        if (!footer.Sha256.Equals(Convert.ToHexString(hash.GetHashAndReset()), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException("the checksum is wrong: the file was damaged");
        }

        return count == header.Value.Count
            ? new FeedExport(path, header.Value)
            : throw new InvalidDataException($"it has {count} records and says {header.Value.Count}");
    }

    /// <summary>Its records, some at a time.</summary>
    /// <exception cref="InvalidDataException">They are not what the file says of itself.</exception>
    public async IAsyncEnumerable<Batch> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = Reading(_path);
        var lines = new LineReader(file, LongestLine);
        await lines.ReadAsync(cancellationToken);
        var next = Header.First;
        while (next <= Header.Last)
        {
            var json = new ArrayBufferWriter<byte>();
            var count = 0;
            while (next + count <= Header.Last && count < RecordsAtOnce && json.WrittenCount < BytesAtOnce)
            {
                var line = await lines.ReadAsync(cancellationToken) ?? throw new InvalidDataException("it became shorter while it was read");
                json.Write(count++ == 0 ? "["u8 : ","u8);
                json.Write(line.Span);
            }

            json.Write("]"u8);
            yield return Parse(json.WrittenMemory, next);
            next += count;
        }
    }

    private static FileStream Reading(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    private static (byte[] Line, ExportHeader Value) ParseHeader(ReadOnlyMemory<byte>? line)
    {
        var bytes = (line ?? default).ToArray();
        var header = Parse(bytes, CloudJson.Default.ExportHeader, "it is no feed export");
        if (header.Format != Format || header.Version != Version)
        {
            throw new InvalidDataException($"it is {header.Format} of version {header.Version}, and {Format} of version {Version} is what can be read");
        }

        if (!Names.IsKit(header.Kit) || header.First < 1 || header.Count != header.Last - header.First + 1)
        {
            throw new InvalidDataException("its first line contradicts itself");
        }

        return (bytes, header);
    }

    private static T Parse<T>(ReadOnlyMemory<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string otherwise)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type) ?? throw new InvalidDataException(otherwise);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(otherwise, exception);
        }
    }

    private Batch Parse(ReadOnlyMemory<byte> json, long first)
    {
        try
        {
            var (source, records) = CloudEventBatch.Read(json);
            var whole = source == CloudEventBatch.SourceOf(Header.Kit, Header.Incarnation)
                && records[0].Seq == first && Batch.FirstOutOfPlace(records) is null && records.All(static record => Names.IsRecordType(record.Type));
            return whole
                ? new Batch(Header.Kit, Header.Incarnation, records) { IsOnline = false }
                : throw new InvalidDataException($"the records from {first} on are not those that its first line names");
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"in the records from {first} on {exception.Message}", exception);
        }
    }
}
