using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Power;

/// <summary>The stage that the kit is in. Modules obey it, and never look at volts.</summary>
public interface IPowerStage
{
    /// <summary>The stage; <see cref="PowerStage.Normal"/> where nothing is configured.</summary>
    ISignal<PowerStage> Stage { get; }
}
