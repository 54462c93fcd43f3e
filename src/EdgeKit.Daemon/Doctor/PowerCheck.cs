using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Power;
using EdgeKit.Power;

namespace EdgeKit.Daemon.Doctor;

/// <summary>How full the packs are, which stage holds, and what goes off next.</summary>
/// <param name="options">As configured.</param>
/// <param name="daemon">The running one, which alone estimates the charge.</param>
internal sealed class PowerCheck(PowerOptions options, RunningKit daemon) : ICheck
{
    private const string Charge = "Charge the pack, or plug the kit into the mains.";

    public string Name => "Power";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) =>
        await daemon.AskAsync("/api/v1/power", ContractsJson.Default.PowerView, cancellationToken) is { } power ? Judge(power)
        : options.Packs.Count == 0 ? [Finding.Ok(Name, "no pack is configured")]
        : [Finding.Unknown(Name, $"only the running daemon estimates the charge ({PowerModule.StagesInWords(options)})", "systemctl start edgekit, wait a minute, then run the doctor again.")];

    /// <summary>What this state of the kit means.</summary>
    public IReadOnlyList<DoctorItem> Judge(PowerView power)
    {
        var items = new List<DoctorItem>();
        items.AddRange(power.Loads.Where(static load => load.Fault is not null).Select(load => Finding.Fault(Name, $"{load.Id} cannot be switched: {load.Fault}", "Check the relay and its line in power.loads.")));
        items.AddRange(power.Temperatures.Where(static one => one.Celsius > one.LimitCelsius).Select(one => Finding.Warning(Name, $"{one.Sensor} is at {Figure.Of(one.Celsius!.Value, "0.0", "°C")}, more than {Figure.Of(one.LimitCelsius!.Value, "0", "°C")}", "Shade the box, free its vents, and check the fan.")));
        items.Add(options.Packs.Count == 0 && power.Stage == PowerStage.Normal ? Finding.Ok(Name, "no pack is configured, so nothing is saved") : Stage(power, Seen(power)));
        return [.. items.OrderByDescending(static item => item.State)];
    }

    private DoctorItem Stage(PowerView power, string seen) => power.Stage switch
    {
        PowerStage.Normal when power.StateOfCharge is null => Finding.Warning(Name, seen, "Wait until the pack was read for a minute; if it stays unknown: edgekit sensors."),
        PowerStage.Normal => Finding.Ok(Name, seen),
        PowerStage.Conserve => Finding.Warning(Name, seen, Charge),
        PowerStage.Critical or PowerStage.Shutdown => Finding.Fault(Name, seen, Charge),
    };

    private string Seen(PowerView power)
    {
        var charge = power.StateOfCharge is { } full ? $"{Figure.Percent(full)} charged" : "the charge is not known yet";
        var left = power.TimeToEmptySeconds is { } seconds ? $", about {Figure.Span(TimeSpan.FromSeconds(seconds))} left" : "";
        var next = power.Loads.Where(load => load.IsOn && load.ShedAt > power.Stage).OrderBy(static load => load.ShedAt).ThenBy(static load => load.Priority).Select(static load => $"{load.Id} at {Word(load.ShedAt!.Value)}").ToList();
        return $"{charge}{left}; stage {Word(power.Stage)} ({power.StageReason.TrimEnd('.')}); {PowerModule.StagesInWords(options)}; {(next.Count > 0 ? $"would go off: {string.Join(", ", next)}" : "no load would go off")}";
    }

    private static string Word(PowerStage stage) => stage switch
    {
        PowerStage.Normal => "normal",
        PowerStage.Conserve => "conserve",
        PowerStage.Critical => "critical",
        PowerStage.Shutdown => "shutdown",
    };
}
