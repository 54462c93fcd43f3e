using EdgeKit.Contracts.Power;

namespace EdgeKit.Kernel.Power;

/// <summary>What the kit knows of its power and its sensors, for modules that pass it on. They act on <see cref="IPowerStage"/>, never on this.</summary>
public interface IPowerReport
{
    /// <summary>The power, as of the last look.</summary>
    PowerView Power { get; }

    /// <summary>The sensors, as they are now.</summary>
    SensorsView Sensors { get; }
}
