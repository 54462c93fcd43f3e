using EdgeKit.Kernel.Storage;
using LiteDB;

namespace EdgeKit.Power.History;

/// <summary>
/// What sensors said, on the card: minutes for a week, quarters of an hour for ninety days. It is written once in a quarter of an hour, a
/// document for the minutes of all sensors and one for the day, so that a card does not wear out by it; a power cut costs at most so much.
/// </summary>
internal sealed class HistoryStore(LiteStore store)
{
    /// <summary>Blocks of minutes that are kept: a week.</summary>
    public const int BlocksKept = 7 * BlocksInDay;

    /// <summary>Days of quarters that are kept.</summary>
    public const int DaysKept = 90;

    private const int BlocksInDay = 24 * 60 / Series.BlockMinutes;
    private const int Version = 1;
    private const string Minutes = "minutes";
    private const string Quarters = "quarters";

    /// <summary>Writes a block of minutes, and its sum into its day. What is too old goes.</summary>
    /// <returns>False if it could not be written.</returns>
    public bool TryWrite(long block, IReadOnlyDictionary<SeriesKey, Series> series)
    {
        var (day, quarter) = Math.DivRem(block, BlocksInDay);
        var minutes = Document(block);
        var quarters = store.Find(Quarters, day) ?? Document(day);
        foreach (var (key, one) in series)
        {
            var spans = one.Minutes.Bytes(block * Series.BlockMinutes, Series.BlockMinutes);
            var sum = Rollup.Of(Spans.Of(spans).ToArray());
            if (!sum.Has)
            {
                continue;
            }

            minutes["series"][key.Text] = spans;
            var ofDay = new Spans(BlocksInDay);
            if (quarters["series"][key.Text] is { IsBinary: true } before)
            {
                var known = Spans.Of(before.AsBinary);
                for (var index = 0; index < known.Length; index++)
                {
                    ofDay.Set(index, known[index]);
                }
            }

            ofDay.Set(quarter, sum);
            quarters["series"][key.Text] = ofDay.Bytes(0, BlocksInDay);
        }

        return store.TryChange(
            new LiteChanges().Put(Minutes, [minutes]).Put(Quarters, [quarters]).Remove(Minutes, Older(Minutes, block - BlocksKept)).Remove(Quarters, Older(Quarters, day - DaysKept)),
            isBulk: true);
    }

    /// <summary>The minutes of a sensor from one to another, by the number of the minute.</summary>
    public IEnumerable<(SeriesKey Key, long Number, Rollup Rollup)> ReadMinutes(string sensor, long from, long to) =>
        Read(Minutes, sensor, from, to, Series.BlockMinutes);

    /// <summary>The quarters of a sensor from one to another, by the number of the quarter of an hour.</summary>
    public IEnumerable<(SeriesKey Key, long Number, Rollup Rollup)> ReadQuarters(string sensor, long from, long to) =>
        Read(Quarters, sensor, from, to, BlocksInDay);

    private static BsonDocument Document(long id) => new() { ["_id"] = id, ["v"] = Version, ["series"] = new BsonDocument() };

    private IEnumerable<(SeriesKey Key, long Number, Rollup Rollup)> Read(string collection, string sensor, long from, long to, int inDocument)
    {
        for (var id = from / inDocument; id <= to / inDocument; id++)
        {
            if (store.Find(collection, id) is not { } document || document["v"] != Version)
            {
                continue;
            }

            foreach (var (text, bytes) in document["series"].AsDocument)
            {
                if (SeriesKey.Read(text) is not { } key || key.Sensor != sensor)
                {
                    continue;
                }

                var spans = Spans.Of(bytes.AsBinary).ToArray();
                for (var index = 0; index < spans.Length; index++)
                {
                    var number = (id * inDocument) + index;
                    if (spans[index].Has && number >= from && number <= to)
                    {
                        yield return (key, number, spans[index]);
                    }
                }
            }
        }
    }

    private BsonValue[] Older(string collection, long than) =>
        [.. store.ReadAll(collection).Select(static document => document["_id"]).Where(id => id.AsInt64 <= than)];
}
