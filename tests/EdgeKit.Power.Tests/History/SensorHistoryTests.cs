using EdgeKit.Devices;
using EdgeKit.Kernel.Storage;
using EdgeKit.Power.History;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Power.Tests.History;

public sealed class SensorHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2026, 5, 1, 18, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();
    private LiteStore _store;
    private SensorHistory _history;

    public SensorHistoryTests() => (_store, _history) = Open();

    private string File => Path.Combine(_folder.Path, "history.db");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_last_minutes_are_there_by_seconds_and_a_gap_stays_one()
    {
        Live(Evening, TimeSpan.FromSeconds(10), static second => second is 4 or 5 ? null : 12 + (second / 100.0));

        var series = Assert.Single(_history.Read("pack", Evening, Evening.AddSeconds(30), step: null).Series);

        Assert.Equal([0, 1, 2, 3, 6, 7, 8, 9], series.Points.Select(static point => point[0] - Evening.ToUnixTimeSeconds()));
        Assert.Equal([12.09, 12.09, 12.09], series.Points[^1][1..]);
        Assert.Equal("volts", series.Quantity);
    }

    [Fact]
    public void Minutes_and_quarters_outlive_a_restart()
    {
        Live(Evening, TimeSpan.FromMinutes(31), static second => 12 + (second % 60 / 60.0));
        _store.Dispose();
        (_store, _history) = Open();

        var minutes = Assert.Single(_history.Read("pack", Evening, Evening.AddMinutes(29), step: 60).Series);
        Assert.Equal(30, minutes.Points.Count);
        Assert.All(minutes.Points, static point => Assert.Equal([12, 12.4917, 12.9833], point[1..]));
        var quarters = Assert.Single(_history.Read("pack", Evening, Evening.AddMinutes(29), step: 900).Series);
        Assert.Equal([0, 900], quarters.Points.Select(static point => point[0] - Evening.ToUnixTimeSeconds()));
        Assert.All(quarters.Points, static point => Assert.Equal([12, 12.4917, 12.9833], point[1..]));
    }

    [Fact]
    public void What_was_not_written_yet_is_written_at_the_end()
    {
        Live(Evening, TimeSpan.FromMinutes(4), static _ => 12.5);
        _history.Flush();
        _store.Dispose();
        (_store, _history) = Open();

        Assert.Equal(4, Assert.Single(_history.Read("pack", Evening, Evening.AddMinutes(10), step: 60).Series).Points.Count);
    }

    [Fact]
    public void The_step_is_the_finest_that_makes_no_more_than_a_thousand_points()
    {
        Live(Evening, TimeSpan.FromMinutes(16), static _ => 12.5);

        Assert.Equal(1, _history.Read("pack", Evening.AddMinutes(10), Evening.AddMinutes(16), step: null).StepSeconds);
        Assert.Equal(60, _history.Read("pack", Evening.AddHours(-8), Evening.AddMinutes(16), step: null).StepSeconds);
        Assert.Equal(900, _history.Read("pack", Evening.AddDays(-8), Evening.AddMinutes(16), step: null).StepSeconds);
    }

    [Fact]
    public void The_file_has_a_bound_however_long_the_kit_runs()
    {
        var store = new HistoryStore(_store);
        var series = new Dictionary<SeriesKey, Series>();
        foreach (var sensor in Enumerable.Range(0, 8))
        {
            series[new SeriesKey($"sensor-{sensor}", Quantity.Volts, "")] = new Series();
        }

        var first = Evening.ToUnixTimeSeconds() / 900;
        long after1000 = 0;
        for (var block = first; block < first + 2000; block++)
        {
            foreach (var one in series.Values)
            {
                one.Minutes.Set(block * 15, new Rollup(1, block % 1000, 3));
            }

            Assert.True(store.TryWrite(block, series));
            after1000 = block == first + 999 ? new FileInfo(File).Length : after1000;
        }

        Assert.Empty(store.ReadMinutes("sensor-1", (first + 1999 - HistoryStore.BlocksKept) * 15, (first + 1999 - HistoryStore.BlocksKept) * 15));
        Assert.NotEmpty(store.ReadMinutes("sensor-1", (first + 2000 - HistoryStore.BlocksKept) * 15, (first + 2000 - HistoryStore.BlocksKept) * 15));

        // Days go on for ninety; minutes no longer grow.
        Assert.InRange(new FileInfo(File).Length, 0, after1000 + (1 << 20));
    }

    private (LiteStore Store, SensorHistory History) Open()
    {
        var store = new LiteStore(File, NullLogger.Instance);
        return (store, new SensorHistory(new HistoryStore(store)));
    }

    private void Live(DateTimeOffset from, TimeSpan duration, Func<int, double?> volts)
    {
        for (var second = 0; second < duration.TotalSeconds; second++)
        {
            _history.Keep(from.AddSeconds(second));
            if (volts(second) is { } value)
            {
                _history.Take("pack", [new Measurement(Quantity.Volts, value)], from.AddSeconds(second));
            }
        }
    }
}
