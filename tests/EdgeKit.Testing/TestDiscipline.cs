using EdgeKit.Kernel.Clocks;

namespace EdgeKit.Testing;

/// <summary>Says of the system's clock what a test wants.</summary>
public sealed class TestDiscipline : IClockDiscipline
{
    /// <inheritdoc />
    public bool IsSynchronised { get; set; }

    /// <inheritdoc />
    public bool HasBatteryClock { get; set; }
}
