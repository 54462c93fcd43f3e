using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Power;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether every sensor answers and what the buses hold, as <c>edgekit sensors</c> finds it.</summary>
/// <param name="settings">The kit's.</param>
/// <param name="daemon">The running one; while it runs, it alone speaks to its sensors.</param>
internal sealed class SensorsCheck(Settings settings, RunningKit daemon) : ICheck
{
    private const string Fix = "Do what it says, then: edgekit sensors.";

    public string Name => "Sensors";

    public TimeSpan Patience => TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        var said = await daemon.AskAsync("/api/v1/sensors", ContractsJson.Default.SensorsView, cancellationToken);
        return await PowerModule.ReportSensorsAsync(settings, said, cancellationToken) is { } report
            ? Judge(report)
            : [Finding.Unknown(Name, "the configuration is wrong, so they were not asked", "Mend the configuration, then run the doctor again.")];
    }

    /// <summary>What the report means.</summary>
    public IReadOnlyList<DoctorItem> Judge(SensorsReport report)
    {
        List<DoctorItem> items = [.. report.Faults.Select(fault => Finding.Fault(Name, fault, Fix))];
        items.AddRange(report.Sensors.Where(static sensor => sensor.Fault is null).Select(Judge).OfType<DoctorItem>());
        var buses = string.Join(", ", report.Buses.Where(static bus => bus.Fault is null).Select(static bus => string.Create(CultureInfo.InvariantCulture, $"{bus.Answers.Count} answer on i2c-{bus.Bus}")).DefaultIfEmpty("the board offers no I²C bus"));
        if (items.Count == 0)
        {
            var good = report.Sensors.Count == 0 ? "none is configured" : $"{string.Join(", ", report.Sensors.Select(static sensor => sensor.Id))}: all good";
            items.Add(Finding.Ok(Name, $"{good}; {buses}"));
        }

        return items;
    }

    private DoctorItem? Judge(SensorView sensor) => sensor.Quality switch
    {
        ReadingQuality.Good => null,
        ReadingQuality.Simulated => Finding.Warning(Name, $"{sensor.Id} is simulated: what it says is made up", "Write the real driver under sensors, unless this is a rehearsal."),
        ReadingQuality.Stale => Finding.Warning(Name, $"{sensor.Id} has said nothing new lately", "Check its plug and cable, then: edgekit sensors."),
        ReadingQuality.Failed => Finding.Fault(Name, $"{sensor.Id} does not answer", "Check its plug and cable, then: edgekit sensors."),
    };
}
