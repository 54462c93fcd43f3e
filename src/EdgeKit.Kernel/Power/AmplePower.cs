using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Power;

/// <summary>Where nothing measures power there is always enough.</summary>
public sealed class AmplePower : IPowerStage
{
    /// <inheritdoc />
    public ISignal<PowerStage> Stage { get; } = new Signal<PowerStage>(PowerStage.Normal);
}
