using EdgeKit.Contracts.Doctor;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Daemon.Doctor;

/// <summary>How long the disk takes to keep something, as it does with each batch of orders: a small write and its flush.</summary>
/// <param name="dataDirectory">Where everything durable is.</param>
/// <param name="time">Measures.</param>
internal sealed class DiskSpeedCheck(string dataDirectory, TimeProvider time) : ICheck
{
    /// <summary>The file that is written; it has no name any more when the first byte goes into it.</summary>
    public const string Probe = "doctor.probe";

    private const int Rounds = 16;
    private const int Length = 4096;
    private const string Fix = "Copy the data to a new card (application class A1 or better): this one is slow, worn or a fake.";

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(2);

    public string Name => "Disk speed";

    public TimeSpan Patience => TimeSpan.FromSeconds(40);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(dataDirectory))
        {
            return FoundAsync(Finding.Unknown(Name, $"there is no {dataDirectory} to write to", "Start the daemon once, then run the doctor again."));
        }

        try
        {
            return FoundAsync(Judge(Measure(cancellationToken)));
        }
        catch (IOException exception)
        {
            return FoundAsync(Finding.Fault(Name, $"{dataDirectory} cannot be written: {exception.Message}", "Make room, or check the card: dmesg | grep -i -e mmc -e ext4. If it is read-only, switch the kit off and on; then use a new card."));
        }
    }

    /// <summary>What such times mean.</summary>
    /// <param name="times">Sorted.</param>
    public DoctorItem Judge(IReadOnlyList<TimeSpan> times)
    {
        var (usual, worst) = (times[times.Count / 2], times[^1]);
        var seen = $"{Figure.Bytes(Length)} are safe on the disk in {Figure.Milliseconds(usual)}, at worst {Figure.Milliseconds(worst)}, in {times.Count} tries";
        return usual >= Stalled ? Finding.Fault(Name, seen, Fix) : usual >= Slow || worst >= Stalled ? Finding.Warning(Name, seen, Fix) : Finding.Ok(Name, seen);
    }

    private static Task<IReadOnlyList<DoctorItem>> FoundAsync(DoctorItem item) => Task.FromResult<IReadOnlyList<DoctorItem>>([item]);

    private List<TimeSpan> Measure(CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, Probe);
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Delete);

        // Whatever happens from here on, a power cut included, nothing stays behind.
        File.Delete(path);
        var times = new List<TimeSpan>(Rounds);
        var content = new byte[Length];
        while (times.Count < Rounds && (times.Count == 0 || times[^1] < Stalled))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            RandomAccess.Write(file, content, (long)times.Count * Length);
            DiskFlush.Flush(file);
            times.Add(time.GetElapsedTime(started));
        }

        times.Sort();
        return times;
    }
}
