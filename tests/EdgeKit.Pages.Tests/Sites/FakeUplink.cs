using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Uplink;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>An uplink that is as a test says.</summary>
internal sealed class FakeUplink : IUplinkState
{
    public Signal<UplinkState> States { get; } = new(UplinkState.Offline);

    public ISignal<UplinkState> State => States;

    public UplinkView View => throw new NotSupportedException();
}
