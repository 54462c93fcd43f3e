using EdgeKit.Contracts.Power;
using EdgeKit.Devices;

namespace EdgeKit.Power.History;

/// <summary>What every sensor said: the last quarter of an hour by seconds from memory, older times from the store.</summary>
internal sealed class SensorHistory(HistoryStore store)
{
    /// <summary>The most series that are kept; a kit has a few dozen.</summary>
    public const int MostSeries = 256;

    private const int MostPoints = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<SeriesKey, Series> _series = [];
    private long _block = -1;

    /// <summary>Takes what a sensor said.</summary>
    public void Take(string sensor, IReadOnlyList<Measurement> values, DateTimeOffset at)
    {
        lock (_gate)
        {
            foreach (var value in values)
            {
                var key = new SeriesKey(sensor, value.Quantity, value.Channel);
                if (!_series.TryGetValue(key, out var series))
                {
                    if (_series.Count == MostSeries)
                    {
                        continue;
                    }

                    _series[key] = series = new Series();
                }

                series.Take(at, value.Value);
            }
        }
    }

    /// <summary>Writes the block of minutes that is over, if one is.</summary>
    public void Keep(DateTimeOffset now)
    {
        var block = Block(now);
        lock (_gate)
        {
            if (_block >= 0 && block != _block)
            {
                Write(_block);
            }

            _block = block;
        }
    }

    /// <summary>Writes what there is of this block: the kit shuts down.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_block >= 0)
            {
                Write(_block);
            }
        }
    }

    /// <summary>What a sensor said.</summary>
    /// <param name="sensor">Its name.</param>
    /// <param name="from">From when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="step">Seconds that a point stands for: 1, 60 or 900; null for the finest that there is and that makes no more than 1,000 points.</param>
    public HistoryView Read(string sensor, DateTimeOffset from, DateTimeOffset to, int? step)
    {
        var (first, last) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        lock (_gate)
        {
            var oldest = _series.Where(pair => pair.Key.Sensor == sensor).Select(static pair => pair.Value.Seconds.Newest).DefaultIfEmpty(0).Max() - (Series.BlockMinutes * 60);
            var length = step ?? (last - first < MostPoints && first >= oldest ? 1 : last - first < MostPoints * 60 ? 60 : 900);
            var points = length switch
            {
                1 => Seconds(sensor, Math.Max(first, oldest), last),
                60 => MinutesOf(sensor, first / 60, last / 60),
                _ => store.ReadQuarters(sensor, first / 900, last / 900),
            };
            return new HistoryView(sensor, length, [.. points.GroupBy(static point => point.Key).Select(series => View(series.Key, series, length))]);
        }
    }

    private static HistorySeries View(SeriesKey key, IEnumerable<(SeriesKey Key, long Number, Rollup Rollup)> points, int length) => new(
        QuantityName.Of(key.Quantity),
        key.Channel,
        [.. points.OrderBy(static point => point.Number).Select(point => new double[] { point.Number * length, Round(point.Rollup.Least), Round(point.Rollup.Mean), Round(point.Rollup.Most) })]);

    // A float has seven digits; the rest is made up by the conversion.
    private static double Round(float value) => Math.Round(value, 4);

    private static long Block(DateTimeOffset at) => at.ToUnixTimeSeconds() / (Series.BlockMinutes * 60);

    private void Write(long block)
    {
        foreach (var series in _series.Values)
        {
            series.SumUp(block);
        }

        store.TryWrite(block, _series);
    }

    private IEnumerable<(SeriesKey Key, long Number, Rollup Rollup)> Seconds(string sensor, long from, long to)
    {
        foreach (var (key, series) in _series.Where(pair => pair.Key.Sensor == sensor))
        {
            for (var second = from; second <= Math.Min(to, series.Seconds.Newest); second++)
            {
                if (series.Seconds[second] is { Has: true } rollup)
                {
                    yield return (key, second, rollup);
                }
            }
        }
    }

    // The block that is not over yet is summed up as it is asked for.
    private IEnumerable<(SeriesKey Key, long Number, Rollup Rollup)> MinutesOf(string sensor, long from, long to)
    {
        foreach (var stored in store.ReadMinutes(sensor, from, to).Where(stored => stored.Number / Series.BlockMinutes != _block))
        {
            yield return stored;
        }

        foreach (var (key, series) in _series.Where(pair => pair.Key.Sensor == sensor && _block >= 0))
        {
            series.SumUp(_block);
            for (var minute = Math.Max(from, _block * Series.BlockMinutes); minute <= Math.Min(to, series.Minutes.Newest); minute++)
            {
                if (series.Minutes[minute] is { Has: true } rollup)
                {
                    yield return (key, minute, rollup);
                }
            }
        }
    }
}
