using EdgeKit.Kernel.Clocks;

namespace EdgeKit.Simulation.Clocks;

/// <summary>A board without a time service and without a battery for its clock.</summary>
internal sealed class NobodysTime : IClockDiscipline
{
    /// <inheritdoc />
    public bool IsSynchronised => false;

    /// <inheritdoc />
    public bool HasBatteryClock => false;
}
