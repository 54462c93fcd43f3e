using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>A way to the cloud that is as a test says.</summary>
internal sealed class FakeUplink : IUplinkState
{
    public Signal<UplinkState> Now { get; } = new(UplinkState.Offline);

    /// <summary>Records that wait.</summary>
    public long Queued { get; set; }

    public ISignal<UplinkState> State => Now;

    public UplinkView View => new(Now.Current, DateTimeOffset.UnixEpoch, Queued, 0, Queued, Guid.Empty, 0);
}
