using EdgeKit.Devices;
using EdgeKit.Devices.Gpio;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Tests.Lines;

/// <summary>Lines that remember what was done to them, and fail when the test says so.</summary>
internal sealed class FakeLines : IGpioLines
{
    private readonly Dictionary<int, SimulatedOutput> _outputs = [];
    private readonly Dictionary<int, SimulatedInput> _inputs = [];

    /// <summary>The numbers of the lines that cannot be taken.</summary>
    public HashSet<int> Missing { get; } = [];

    /// <summary>Each line that was taken as an output, or tried to be, in order, and at what level.</summary>
    public List<(int Line, bool IsOn)> Taken { get; } = [];

    /// <summary>How often an input was taken.</summary>
    public int InputsTaken { get; private set; }

    /// <summary>An output; the same one however often it is taken.</summary>
    public SimulatedOutput Output(int line) => _outputs.TryGetValue(line, out var output) ? output : _outputs[line] = new SimulatedOutput();

    /// <summary>An input; the same one however often it is taken.</summary>
    public SimulatedInput Input(int line) => _inputs.TryGetValue(line, out var input) ? input : _inputs[line] = new SimulatedInput();

    public IDigitalInput OpenInput(LineOptions line)
    {
        Fail(line);
        InputsTaken++;
        return Input(line.Number);
    }

    public IDigitalOutput OpenOutput(LineOptions line, bool isOn)
    {
        Taken.Add((line.Number, isOn));
        Fail(line);
        return Output(line.Number);
    }

    private void Fail(LineOptions line)
    {
        if (Missing.Contains(line.Number))
        {
            throw new DeviceException(DeviceFault.Denied, $"{line.Place} cannot be taken");
        }
    }
}
