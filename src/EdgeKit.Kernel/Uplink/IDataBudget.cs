using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Uplink;

/// <summary>What is left of the SIM's data this month. Modules obey the stage, and never look at bytes.</summary>
public interface IDataBudget
{
    /// <summary>The stage; <see cref="DataStage.Ample"/> where no cap is configured.</summary>
    ISignal<DataStage> Stage { get; }
}
