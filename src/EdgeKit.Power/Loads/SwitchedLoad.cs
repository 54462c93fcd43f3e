using System.Diagnostics.CodeAnalysis;
using EdgeKit.Devices;
using EdgeKit.Devices.Gpio;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Loads;

/// <summary>A load and its relay. What the relay does wrong leaves here as nothing but words.</summary>
/// <param name="rule">When it goes off and comes back.</param>
/// <param name="relay">How it is wired.</param>
/// <param name="lines">Where its line comes from.</param>
/// <param name="random">Spreads the tries.</param>
internal sealed class SwitchedLoad(LoadRule rule, RelayOptions relay, IGpioLines lines, Random random) : IDisposable
{
    private readonly OutputTrouble _trouble = new(random);
    private Relay? _relay;

    /// <summary>When it goes off and comes back.</summary>
    public LoadRule Rule => rule;

    /// <summary>As it was switched last; on before the first time, since whoever counts on its being off must not be wrong.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>Whether the relay took what it was told last. Otherwise nobody knows how it stands.</summary>
    public bool IsCertain => _relay?.IsLoadOn is not null;

    /// <summary>What is wrong, in words; null for nothing.</summary>
    public string? Fault => _trouble.Fault;

    /// <summary>Whether it is time to switch it; after a failure it waits.</summary>
    public bool MaySwitch(TimeSpan now) => _trouble.MayTry(now);

    /// <summary>Switches it, whether or not it stands so already.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The relay owns its coil.")]
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a relay throws is a fault of this load, and must stop neither the others nor the stage.")]
    public LoadSwitch Switch(bool isOn, TimeSpan now)
    {
        try
        {
            // The line is taken at the level that it is to have: taking it switches nothing that would be switched back at once.
            _relay ??= new Relay(Open(isOn == (relay.Contact is RelayContact.NormallyOpen)), relay.Contact);
            _relay.Switch(isOn);
            var isChanged = IsOn != isOn;
            IsOn = isOn;
            return _trouble.Works() ? LoadSwitch.Recovered : isChanged ? LoadSwitch.Done : LoadSwitch.Unchanged;
        }
        catch (Exception exception)
        {
            Dispose();
            var why = exception is DeviceException ? exception.Message : $"{rule.Id}: {exception.Message}";
            return _trouble.Failed(now, $"cannot be switched {(isOn ? "on" : "off")}, and nobody knows how it stands: {why}") ? LoadSwitch.Failed : LoadSwitch.FailedAgain;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _relay?.Dispose();
        _relay = null;
    }

    private IDigitalOutput Open(bool isCoilOn) => relay.Line is { } line ? lines.OpenOutput(line, isCoilOn) : new SimulatedOutput();
}
