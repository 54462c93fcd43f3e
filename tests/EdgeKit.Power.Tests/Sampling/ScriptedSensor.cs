using EdgeKit.Devices;

namespace EdgeKit.Power.Tests.Sampling;

/// <summary>A sensor that does what the test says.</summary>
internal sealed class ScriptedSensor : ISensor
{
    /// <summary>What it does at the next reads; the last one stays.</summary>
    public Queue<Func<IReadOnlyList<Measurement>>> Script { get; } = new();

    /// <summary>How often it was opened, set up, read and closed.</summary>
    public int Opened { get; private set; }

    public int Begun { get; private set; }

    public int Reads { get; private set; }

    public int Closed { get; private set; }

    public string Description => "a scripted sensor";

    public static Func<IReadOnlyList<Measurement>> Gives(Quantity quantity, double value) => () => [new Measurement(quantity, value)];

    public static Func<IReadOnlyList<Measurement>> Fails(DeviceFault fault) => () => throw new DeviceException(fault, $"scripted {fault}");

    public ISensor Open()
    {
        Opened++;
        return this;
    }

    public void Begin() => Begun++;

    public IReadOnlyList<Measurement> Read()
    {
        Reads++;
        return (Script.Count > 1 ? Script.Dequeue() : Script.Peek())();
    }

    public void Dispose() => Closed++;
}
