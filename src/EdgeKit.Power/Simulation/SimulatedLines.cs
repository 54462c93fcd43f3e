using EdgeKit.Devices.Gpio;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Simulation;

/// <summary>Lines that drive nothing: a recorded day switches no real relay.</summary>
internal sealed class SimulatedLines : IGpioLines
{
    /// <inheritdoc />
    public IDigitalInput OpenInput(LineOptions line) => new SimulatedInput();

    /// <inheritdoc />
    public IDigitalOutput OpenOutput(LineOptions line, bool isOn) => new SimulatedOutput();
}
