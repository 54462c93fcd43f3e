using EdgeKit.Kernel.Signals;

namespace EdgeKit.Power.Panel;

/// <summary>The power button, for whoever ends the kit when it is held. Without such a button nothing is ever heard of it.</summary>
internal sealed class PanelButton
{
    private readonly Signal<int> _holds = new(0);

    /// <summary>How often it was held since the daemon started. Each time somebody wants an orderly shutdown.</summary>
    public ISignal<int> Holds => _holds;

    /// <summary>Notes that it is held.</summary>
    public void Hold() => _holds.Set(_holds.Current + 1);
}
