using EdgeKit.Cloud.Access;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Cloud.Ingest;

/// <summary>Records of one log that follow one another without a gap, with what does not depend on the store worked out beforehand.</summary>
internal sealed class Batch
{
    /// <summary>Takes records that are dense.</summary>
    /// <param name="kit">Whose log.</param>
    /// <param name="incarnation">Which one.</param>
    /// <param name="records">In order; may be none.</param>
    /// <param name="origin">The incarnation that they name, where they come from a copied card and have a log of their own.</param>
    public Batch(string kit, Guid incarnation, IReadOnlyList<LogRecord> records, Guid? origin = null)
    {
        (Kit, Incarnation, Records) = (kit, incarnation, records);
        Hashes = [.. records.Select(HashChain.Of)];
        Meanings = [.. records.Select(record => RecordReader.Read(origin ?? incarnation, record))];
    }

    /// <summary>Takes compact batches of one log that follow one another: one at the least.</summary>
    /// <param name="kit">Whose log.</param>
    /// <param name="logs">What they say.</param>
    public Batch(string kit, IReadOnlyList<CompactLog> logs)
    {
        (Kit, Incarnation, Records) = (kit, logs[0].Incarnation, [.. logs.SelectMany(static log => log.Records)]);
        Hashes = [.. logs.SelectMany(static log => log.Hashes)];
        Meanings = [.. logs.SelectMany(static log => log.Records.Zip(log.Orders, (record, order) => RecordReader.Read(log.Incarnation, record, order)))];
    }

    /// <summary>Whose log.</summary>
    public string Kit { get; }

    /// <summary>Which one.</summary>
    public Guid Incarnation { get; }

    /// <summary>Whether the kit itself sent it, and so can be reached; not so from a file.</summary>
    public bool IsOnline { get; init; } = true;

    /// <summary>In order; may be none.</summary>
    public IReadOnlyList<LogRecord> Records { get; }

    /// <summary>The hash of each record.</summary>
    public IReadOnlyList<ulong> Hashes { get; }

    /// <summary>What each record means.</summary>
    public IReadOnlyList<RecordMeaning> Meanings { get; }

    /// <summary>The first record's number.</summary>
    public long First => Records[0].Seq;

    /// <summary>The index of the first record that is not where it should be; null if all are.</summary>
    public static int? FirstOutOfPlace(IReadOnlyList<LogRecord> records)
    {
        for (var index = 1; index < records.Count; index++)
        {
            if (records[index].Seq != records[0].Seq + index)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>The index of the first record whose type is no name; null if all are.</summary>
    public static int? FirstMisnamed(IReadOnlyList<LogRecord> records)
    {
        var named = records.Select(static record => record.Type).TakeWhile(Names.IsRecordType).Count();
        return named == records.Count ? null : named;
    }
}
