using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Uplink.Tests;

/// <summary>The stage that a test sets.</summary>
internal sealed class FakePower : IPowerStage
{
    private readonly Signal<PowerStage> _stage = new(PowerStage.Normal);

    public ISignal<PowerStage> Stage => _stage;

    public void Set(PowerStage stage) => _stage.Set(stage);
}
