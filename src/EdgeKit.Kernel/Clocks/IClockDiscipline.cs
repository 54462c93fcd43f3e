namespace EdgeKit.Kernel.Clocks;

/// <summary>Who keeps the system's clock right.</summary>
public interface IClockDiscipline
{
    /// <summary>Whether a time service says that the clock is synchronised.</summary>
    bool IsSynchronised { get; }

    /// <summary>Whether the board has a clock that runs without power.</summary>
    bool HasBatteryClock { get; }
}
