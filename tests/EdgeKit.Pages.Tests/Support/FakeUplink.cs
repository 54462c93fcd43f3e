using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;

namespace EdgeKit.Pages.Support;

/// <summary>A way to the cloud that is as a test says.</summary>
internal sealed class FakeUplink : IUplinkState
{
    public ISignal<UplinkState> State { get; } = new Signal<UplinkState>(UplinkState.Online);

    public UplinkView View { get; set; } = new(UplinkState.Online, DateTimeOffset.UnixEpoch, 0, 0, 0, Guid.Empty, 0);
}
