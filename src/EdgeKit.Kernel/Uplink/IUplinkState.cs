using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Uplink;

/// <summary>How the way to the cloud is, for modules that do otherwise without it.</summary>
public interface IUplinkState
{
    /// <summary>The state; told at each change.</summary>
    ISignal<UplinkState> State { get; }

    /// <summary>All that is known of it now, but for how long the oldest record has waited.</summary>
    UplinkView View { get; }
}
