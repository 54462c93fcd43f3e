using System.Globalization;
using EdgeKit.Simulation.Clocks;
using EdgeKit.Simulation.Clouds;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Simulation.Schedules;

/// <summary>A cloud with its shop and three kits on one LAN, what was told to whom, and the chance that drives it all.</summary>
internal sealed class ScheduleWorld : IAsyncDisposable
{
    public const int Kits = 3;

    /// <summary>What is sold: little of it, so that it is often the last one.</summary>
    public static readonly string[] Skus = ["tea", "mug"];

    private readonly string _directory;
    private int _marks;

    private ScheduleWorld(int seed, string directory, SimulatedCloud cloud, SimulatedTime time)
    {
        (_directory, Cloud, Time) = (directory, cloud, time);
        Random = new Random(seed);
        Stalls = [.. Enumerable.Range(0, Kits).Select(number => new ScheduleStall(number, directory, this))];
    }

    public Random Random { get; }

    public SimulatedTime Time { get; }

    public SimulatedCloud Cloud { get; private set; }

    public IReadOnlyList<ScheduleStall> Stalls { get; }

    /// <summary>Whether kits reach each other.</summary>
    public bool IsLanUp { get; set; } = true;

    /// <summary>Everything that was asked and told.</summary>
    public List<HistoryCall> Calls { get; } = [];

    public List<string> Faults { get; } = [];

    public ScheduleTally Tally { get; } = new();

    public static async Task<ScheduleWorld> OpenAsync(int seed, string directory, CancellationToken cancellationToken)
    {
        var time = new SimulatedTime();
        return new ScheduleWorld(seed, directory, await SimulatedCloud.OpenAsync(Path.Combine(directory, "cloud"), time, cancellationToken), time);
    }

    /// <summary>Whether something of a chance in a hundred happens.</summary>
    public bool Chance(int percent) => Random.Next(100) < percent;

    public string Sku() => Skus[Random.Next(Skus.Length)];

    public ScheduleStall Stall() => Stalls[Random.Next(Kits)];

    /// <summary>A name that stands nowhere else.</summary>
    public string Mark(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}-{++_marks}");

    /// <summary>A few milliseconds pass, as they do between a question and its answer.</summary>
    public double Tick()
    {
        Time.Pass(Time.Now + TimeSpan.FromMilliseconds(1 + Random.Next(20)));
        return Time.Now.TotalSeconds;
    }

    /// <summary>The cloud goes down and comes up again.</summary>
    public async Task RestartCloudAsync(CancellationToken cancellationToken)
    {
        await Cloud.DisposeAsync();
        Cloud = await SimulatedCloud.OpenAsync(Path.Combine(_directory, "cloud"), Time, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var stall in Stalls)
        {
            stall.Kit.Dispose();
        }

        await Cloud.DisposeAsync();
    }
}
