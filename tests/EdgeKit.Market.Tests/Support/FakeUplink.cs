using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;

namespace EdgeKit.Market.Tests.Support;

/// <summary>A way to the cloud that is as a test says.</summary>
internal sealed class FakeUplink : IUplinkState
{
    public Signal<UplinkState> Now { get; } = new(UplinkState.Offline);

    public ISignal<UplinkState> State => Now;

    public UplinkView View => new(Now.Current, DateTimeOffset.UnixEpoch, 0, 0, 0, Guid.Empty, 0);
}
