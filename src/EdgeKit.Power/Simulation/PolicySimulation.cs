using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Devices.Simulated;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Sampling;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Power.Simulation;

/// <summary>Runs the daemon's own model and policy over a recorded day, as fast as it goes.</summary>
internal static class PolicySimulation
{
    /// <summary>Every configured sensor plays the file: a recording has one pack and one temperature.</summary>
    /// <exception cref="InvalidDataException">The file is not right, or no pack is configured.</exception>
    public static async Task<PolicyPreview> RunAsync(PowerOptions options, string file, CancellationToken cancellationToken)
    {
        if (options.Packs.Count == 0)
        {
            throw new InvalidDataException("there is no pack to play it on: write power.packs and the sensor that measures it into the configuration");
        }

        var day = Load(file);
        var clock = new SimulatedClock();
        using var board = new SensorBoard(options.Sensors, _ => new RecordedDaySensor(day, clock), clock, new Random(1));
        using var loads = new LoadBoard(options, board, new SimulatedLines(), new Random(1), NullLogger<LoadBoard>.Instance);
        var power = new KitPower(options, board, new KitOutputs(loads), speed: 1);
        var switched = new List<LoadChangeView>();
        var stages = new List<StageChangeView>();
        while (clock.Elapsed <= day.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var sensor in board.Sensors)
            {
                await sensor.SampleAsync(cancellationToken);
            }

            var before = power.View.Loads;
            power.Update(clock.Elapsed);
            var view = power.View;
            switched.AddRange(view.Loads
                .Where(load => (before.FirstOrDefault(one => one.Id == load.Id)?.IsOn ?? true) != load.IsOn)
                .Select(load => new LoadChangeView(clock.Elapsed.TotalSeconds, load.Id, load.IsOn)));
            if (stages.Count == 0 || stages[^1].Stage != view.Stage)
            {
                stages.Add(new StageChangeView(clock.Elapsed.TotalSeconds, view.Stage, view.StageReason, view.StateOfCharge, view.TimeToEmptySeconds));
            }

            clock.Advance(PowerLoop.Every);
        }

        return new PolicyPreview(day.Length.TotalSeconds, stages, switched, power.View);
    }

    private static RecordedDay Load(string file)
    {
        try
        {
            return RecordedDay.Load(file);
        }
        catch (DeviceException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }
}
