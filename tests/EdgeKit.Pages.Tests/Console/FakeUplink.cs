using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;

namespace EdgeKit.Pages.Tests.Console;

internal sealed class FakeUplink : IUplinkState
{
    public Signal<UplinkState> Is { get; } = new(UplinkState.Online);

    public ISignal<UplinkState> State => Is;
}
