using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;

namespace EdgeKit.Uplink.Tests;

/// <summary>A SIM at the stage that a test wants.</summary>
internal sealed class FakeData : IDataBudget
{
    private readonly Signal<DataStage> _stage = new(DataStage.Ample);

    public ISignal<DataStage> Stage => _stage;

    public void Set(DataStage stage) => _stage.Set(stage);
}
