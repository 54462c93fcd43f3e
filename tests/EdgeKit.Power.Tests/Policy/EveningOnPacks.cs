using System.Globalization;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Tests.Battery;
using EdgeKit.Power.Tests.Lines;
using EdgeKit.Power.Tests.Sampling;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Power.Tests.Policy;

/// <summary>A stall on a pack, with the kit's model, stages and switched loads in one loop: what is shed lengthens the time that shed it.</summary>
internal sealed class EveningOnPacks : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private readonly CellSimulator _cell;
    private readonly double _minimumVolts;
    private readonly Func<TimeSpan, double> _watts;
    private readonly IReadOnlyDictionary<string, double> _shares;
    private readonly TestClock _clock = new();
    private readonly FakeSensors _sensors;
    private readonly LoadBoard _loads;
    private readonly KitPower _power;
    private TimeSpan _now;

    /// <summary>Begins with a pack that nobody knows.</summary>
    /// <param name="options">With one pack, one sensor <c>pack</c> and the loads.</param>
    /// <param name="cell">The pack.</param>
    /// <param name="watts">All loads on, over time.</param>
    /// <param name="shares">Of each load that is shed, of all the watts.</param>
    public EveningOnPacks(PowerOptions options, CellSimulator cell, Func<TimeSpan, double> watts, IReadOnlyDictionary<string, double> shares)
    {
        (_cell, _watts, _shares) = (cell, watts, shares);
        _minimumVolts = PowerSetup.Spec(options.Packs[0]).MinimumVolts;
        _sensors = new FakeSensors(options, _clock);
        _loads = new LoadBoard(options, _sensors.Board, new FakeLines(), new Random(1), NullLogger<LoadBoard>.Instance);
        _power = new KitPower(options, _sensors.Board, new KitOutputs(_loads), speed: 1);
        _cell.Step(0, Step);
    }

    /// <summary>Every change of the stage, and why.</summary>
    public List<(TimeSpan At, PowerStage Stage, string Reason)> Changes { get; } = [];

    /// <summary>A charger until it is full.</summary>
    public async Task FillAsync()
    {
        for (var held = 0; held < 60; held = _cell.Charging(Step) ? 0 : held + 1)
        {
            await LookAsync();
        }

        Changes.Clear();
    }

    /// <summary>Draws until the kit shuts down or the pack is empty.</summary>
    public async Task DrawAsync()
    {
        while (_power.View.Stage is not PowerStage.Shutdown && _cell.Volts > _minimumVolts)
        {
            _cell.Load(_watts(_now) * (1 - _loads.Off.Sum(load => _shares[load])), Step);
            await LookAsync();
        }
    }

    /// <summary>The evening in a line.</summary>
    public override string ToString() =>
        string.Join(", ", Changes.Select(static change => string.Create(CultureInfo.InvariantCulture, $"{change.At.TotalHours:0.00} h {change.Stage} ({change.Reason})")));

    public void Dispose()
    {
        _loads.Dispose();
        _sensors.Dispose();
    }

    private async Task LookAsync()
    {
        _now += Step;
        _clock.Advance(Step);
        var before = _power.View.Stage;
        var read = _cell.Read(_now);
        _sensors.Give("pack", new Measurement(Quantity.Volts, read.Volts!.Value), new Measurement(Quantity.Amperes, read.Amperes!.Value), new Measurement(Quantity.Celsius, read.Celsius!.Value));
        await _sensors.ReadAsync();
        _power.Update(_now);
        var view = _power.View;
        if (view.Stage != before)
        {
            Changes.Add((_now, view.Stage, view.StageReason));
        }
    }
}
