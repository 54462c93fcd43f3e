using EdgeKit.Contracts.Power;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Policy;
using EdgeKit.Power.Sampling;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Loads;

/// <summary>All loads of the kit: those with a relay stand as the stage wants them, and of each it is known what it draws, as far as anybody knows.</summary>
/// <remarks>
/// No two loads are switched on within the inrush of the first, whatever the relays do: a try that failed counts too, since the contact may have closed.
/// A load whose relay failed comes last when others wait, so that it holds up none of them.
/// </remarks>
internal sealed partial class LoadBoard : IDisposable
{
    // Looked at once a second: half of it in a quarter of an hour.
    private const double Fades = 0.99923;

    private readonly IReadOnlyList<LoadOptions> _options;
    private readonly SensorBoard _sensors;
    private readonly Dictionary<string, SwitchedLoad> _switched;
    private readonly ILogger _logger;
    private readonly Dictionary<string, double> _drew = new(StringComparer.Ordinal);
    private Dictionary<string, LoadState> _states = new(StringComparer.Ordinal);
    private TimeSpan _quietUntil = TimeSpan.MinValue;

    /// <summary>Switches nothing yet, and takes no line.</summary>
    public LoadBoard(PowerOptions options, SensorBoard sensors, IGpioLines lines, Random random, ILogger<LoadBoard> logger)
    {
        (_options, _sensors, _logger) = (options.Loads, sensors, logger);
        _switched = _options.Where(static load => load.Relay is not null)
            .ToDictionary(static load => load.Id, load => new SwitchedLoad(load.Rule, load.Relay!, lines, random), StringComparer.Ordinal);
    }

    /// <summary>Those that are switched off.</summary>
    public IReadOnlySet<string> Off => _switched.Values.Where(static load => !load.IsOn).Select(static load => load.Rule.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>What each that is on the map draws as its sensor says; those that nobody measures are missing.</summary>
    public IEnumerable<(string Id, double Watts)> Measured
    {
        get
        {
            foreach (var load in _options.Where(static load => load.Bus is not null))
            {
                if (_sensors.Watts(load.Sensor, load.Channel) is { } watts)
                {
                    yield return (load.Id, watts);
                }
            }
        }
    }

    /// <summary>What those that are off would draw: as was measured last while they were on, or as is configured; null where nobody knows it of one of them.</summary>
    public double? OffWatts
    {
        get
        {
            var watts = _options.Where(load => _switched.TryGetValue(load.Id, out var relay) && !relay.IsOn).Select(load => _drew.TryGetValue(load.Id, out var drew) ? drew : load.NominalWatts).ToList();
            return watts.Contains(null) ? null : watts.Sum();
        }
    }

    /// <summary>Switches what the stage wants switched.</summary>
    /// <param name="now">On the clock that the rules go by.</param>
    /// <param name="stage">That holds.</param>
    /// <returns>Whether anything is worth telling.</returns>
    public bool Update(TimeSpan now, PowerStage stage)
    {
        foreach (var load in _options.Where(load => load.Sensor is not null && _switched.TryGetValue(load.Id, out var relay) && relay is { IsOn: true, IsCertain: true }))
        {
            Remember(load);
        }

        foreach (var load in _switched.Values.Where(static load => !load.IsCertain))
        {
            Doubt(load.Rule, stage, now);
        }

        var rules = _switched.Values.Select(load => RuleOf(load, now)).ToList();
        var decision = LoadRules.Decide(rules, _states, _quietUntil, stage, now);
        (_states, _quietUntil) = (new Dictionary<string, LoadState>(decision.States, StringComparer.Ordinal), decision.QuietUntil);
        var isNews = false;
        foreach (var action in decision.Actions)
        {
            var load = _switched[action.Id];
            if (load.MaySwitch(now))
            {
                isNews |= Said(load, load.Switch(action.IsOn, now), stage);
            }
        }

        return isNews;
    }

    /// <summary>All of them, in the order of the configuration.</summary>
    public IReadOnlyList<LoadView> View() => [.. _options.Select(View)];

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var load in _switched.Values)
        {
            load.Dispose();
        }
    }

    private void Remember(LoadOptions load)
    {
        if (_sensors.Watts(load.Sensor, load.Channel) is { } watts)
        {
            // The most of late: a compressor that was shed while it paused comes back all the same.
            _drew[load.Id] = Math.Max(watts, _drew.GetValueOrDefault(load.Id) * Fades);
        }
    }

    // How a load stands that was never switched, or whose relay failed, nobody knows. If it must be off, it is switched off. Otherwise it is switched on, so that
    // it stands as it should; in its turn, since that may be an inrush, and without the delays of one that was shed.
    private void Doubt(LoadRule rule, PowerStage stage, TimeSpan now)
    {
        var isKnown = _states.TryGetValue(rule.Id, out var state);
        if (!LoadRules.IsAllowed(rule, stage))
        {
            _states[rule.Id] = new LoadState(IsOn: true, now, AllowedSince: null);
        }
        else if (!isKnown || state!.IsOn)
        {
            _states[rule.Id] = new LoadState(IsOn: false, now - rule.MinimumOff, now - rule.RestoreDelay);
        }
    }

    private static LoadRule RuleOf(SwitchedLoad load, TimeSpan now) =>
        load.Fault is null ? load.Rule
        : load.MaySwitch(now) ? load.Rule with { Priority = int.MinValue }
        : load.Rule with { Priority = int.MinValue, MinimumOff = TimeSpan.MaxValue };

    private bool Said(SwitchedLoad load, LoadSwitch outcome, PowerStage stage)
    {
        var id = load.Rule.Id;
        switch (outcome)
        {
            case LoadSwitch.Done:
                LogSwitched(id, load.IsOn ? "on" : "off", stage);
                return true;
            case LoadSwitch.Recovered:
                LogRecovered(id, load.IsOn ? "on" : "off");
                return true;
            case LoadSwitch.Failed:
                LogFault(id, load.Fault!);
                return true;
            case LoadSwitch.Unchanged or LoadSwitch.FailedAgain:
                return false;
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome));
        }
    }

    private LoadView View(LoadOptions load)
    {
        var relay = _switched.GetValueOrDefault(load.Id);
        var isOn = relay?.IsOn ?? true;
        var measured = _sensors.Watts(load.Sensor, load.Channel);
        return new LoadView(
            load.Id,
            isOn,
            measured is not null,
            (measured ?? (isOn ? load.NominalWatts : 0)) is { } watts ? Math.Round(watts, 2) : null,
            load.ShedAt,
            relay is null ? null : load.Priority,
            load.LimitWatts,
            relay?.Fault);
    }

    [LoggerMessage(6040, LogLevel.Information, "Load {Load} is {Position}: the stage is {Stage}")]
    private partial void LogSwitched(string load, string position, PowerStage stage);

    [LoggerMessage(6041, LogLevel.Warning, "Load {Load} {Fault}")]
    private partial void LogFault(string load, string fault);

    [LoggerMessage(6042, LogLevel.Information, "Load {Load} can be switched again, and is {Position}")]
    private partial void LogRecovered(string load, string position);
}
