using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Uplink;

/// <summary>Where nobody counts data there are always enough.</summary>
public sealed class AmpleData : IDataBudget
{
    /// <inheritdoc />
    public ISignal<DataStage> Stage { get; } = new Signal<DataStage>(DataStage.Ample);
}
