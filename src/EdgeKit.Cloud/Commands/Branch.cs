using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Commands;

/// <summary>
/// What a copied card went on with by itself: its records behind those that both cards have. They go into a log whose incarnation
/// follows from that of the card and the first record of its own, so the same export twice is the same log.
/// </summary>
internal sealed class Branch
{
    private readonly Guid _origin;

    private Branch(Guid origin, LogRecord first) =>
        (_origin, First, Incarnation) = (origin, first.Seq, IncarnationOf(origin, HashChain.Of(first)));

    /// <summary>The log's incarnation.</summary>
    public Guid Incarnation { get; }

    /// <summary>The first record of its own.</summary>
    public long First { get; }

    /// <summary>Finds where the card of an export went its own way, and starts its log there.</summary>
    /// <exception cref="InvalidDataException">It did not, or the export does not show where.</exception>
    public static async Task<Branch> FindAsync(IStore store, FeedExport export, CancellationToken cancellationToken)
    {
        var (kit, origin) = (export.Header.Kit, export.Header.Incarnation);
        var log = await store.ReadAsync(session => LogTable.ReadAsync(session, kit, origin), cancellationToken)
            ?? throw new InvalidDataException($"the cloud knows no log {origin} of {kit}: import it without --divergent");
        if (log.LastSeq < export.Header.First - 1)
        {
            throw new InvalidDataException($"it starts at record {export.Header.First} and the cloud has {kit} up to {log.LastSeq}: export from {log.LastSeq + 1} on, or before");
        }

        var first = await FirstOwnAsync(store, export, log, cancellationToken);
        var kept = first.Seq == 1 ? HashChain.Genesis(origin) : await HashAsync(store, log.Id, first.Seq - 1, cancellationToken);
        if (first.PrevHash != kept)
        {
            throw new InvalidDataException($"record {first.Seq} does not follow from what the cloud has: export from an earlier record on, where both cards have the same");
        }

        var branch = new Branch(origin, first);
        await store.WriteAsync(
            session => LogTable.BranchAsync(session, kit, branch.Incarnation, origin, (first.Seq - 1, first.PrevHash), TimeProvider.System.GetUtcNow()), cancellationToken);
        return branch;
    }

    /// <summary>The part of a batch that is the branch's own; null if none is.</summary>
    public Batch? Own(Batch batch)
    {
        var own = batch.Records.Where(record => record.Seq >= First).ToList();
        return own.Count == 0 ? null : new Batch(batch.Kit, Incarnation, own, _origin) { IsOnline = false };
    }

    private static async Task<LogRecord> FirstOwnAsync(IStore store, FeedExport export, LogState log, CancellationToken cancellationToken)
    {
        await foreach (var batch in export.ReadAsync(cancellationToken))
        {
            var kept = await store.ReadAsync(session => RecordTable.HashesAsync(session, log.Id, batch.First, batch.Records[^1].Seq), cancellationToken);
            for (var index = 0; index < batch.Records.Count; index++)
            {
                var (record, isKept) = (batch.Records[index], kept.TryGetValue(batch.Records[index].Seq, out var hash));
                if (isKept && hash == batch.Hashes[index])
                {
                    continue;
                }

                // What follows from all that the cloud has is the log itself going on, unless that takes nothing any more.
                return isKept || log.FrozenWhy is not null || record.PrevHash != log.LastHash
                    ? record
                    : throw new InvalidDataException("it follows from what the cloud has: import it without --divergent");
            }
        }

        throw new InvalidDataException("the cloud has all of it: the card went no way of its own");
    }

    private static async Task<ulong?> HashAsync(IStore store, long log, long seq, CancellationToken cancellationToken) =>
        (await store.ReadAsync(session => RecordTable.HashesAsync(session, log, seq, seq), cancellationToken)).TryGetValue(seq, out var hash) ? hash : null;

    private static Guid IncarnationOf(Guid origin, ulong hash)
    {
        Span<byte> input = stackalloc byte[24];
        origin.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(input[16..], hash);
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, id);

        // A UUID of version 8 (RFC 9562, 5.8).
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id[..16], bigEndian: true);
    }
}
